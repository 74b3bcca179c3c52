"""What narrows the list of calls: a search, and choices that are remembered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from qcdesk.domain.call import LeadKind, Role
from qcdesk.domain.checklist import Zone
from qcdesk.domain.listing import CallQuery
from qcdesk.domain.period import Period
from ui.texts import _
from ui.widgets.basics import column
from ui.widgets.flow import Flow
from ui.wording import lead_kind, role, zone

_TYPED_MS = 200
_CRITICAL, _FLAG = "critical", "flag "


class Narrowing(QWidget):
    """Search, period, person, role and kind of lead.

    Signals:
        changed: something else is wanted; `narrowed` gives it.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Names, phones, words that were said…"))
        self.search.setAccessibleName(_("Search"))
        self.search.setClearButtonEnabled(True)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _text: self._typed.start())
        self._period = _choice(_("Period"), [(_("Any time"), None), *_periods()])
        self._person = _choice(_("Sales manager"), [(_("All sales managers"), None)])
        self._role = _choice(_("Role"), [(_("Any role"), None), *((role(r), r) for r in Role)])
        self._lead = _choice(
            _("Kind of lead"), [(_("Any lead"), None), *((lead_kind(k), k) for k in LeadKind)]
        )
        self._checklist = _choice(_("Checklist"), [(_("Any checklist"), None)])
        zones = [(_("Result: {zone}").format(zone=zone(one)), str(one)) for one in Zone]
        self._results = [*zones, (_("With a critical error"), _CRITICAL)]
        self._result = _choice(_("Result"), [(_("Any result"), None), *self._results])
        self._choices = (
            self._period,
            self._person,
            self._role,
            self._lead,
            self._checklist,
            self._result,
        )
        self._fixed = (self._period, self._role, self._lead)
        self._open = (self._person, self._checklist, self._result)
        for choice in self._choices:
            choice.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.setLayout(column(self.search, Flow(*self._choices, fill=True), spacing=1))

    def narrowed(self, query: CallQuery) -> CallQuery:
        """The query with what is chosen here."""
        result = self._result.currentData()
        return CallQuery(
            query.view,
            self.search.text(),
            self._period.currentData(),
            self._person.currentData(),
            self._role.currentData(),
            self._lead.currentData(),
            self._checklist.currentData(),
            Zone(result) if result in list(Zone) else None,
            result == _CRITICAL,
            str(result).removeprefix(_FLAG) if str(result).startswith(_FLAG) else None,
            query.order,
            query.descending,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything is chosen."""
        return self.narrowed(CallQuery()) != CallQuery()

    def clear(self) -> None:
        """Shows all calls of the view again."""
        self.search.clear()
        for choice in self._choices:
            choice.setCurrentIndex(0)

    def kept(self) -> str:
        """What is chosen, to be remembered; the search is not."""
        fixed = [choice.currentIndex() for choice in self._fixed]
        open_ended = [(choice.currentText(), choice.currentData()) for choice in self._open]
        return json.dumps([fixed, open_ended], ensure_ascii=False)

    def restore(self, kept: str) -> None:
        """Chooses what was remembered, without telling it; what is not known yet may be known later."""
        try:
            fixed, open_ended = json.loads(kept)
            for choice, place in zip(self._fixed, map(int, fixed), strict=True):
                _quietly(choice, place if 0 <= place < choice.count() else 0)
            for choice, (words, value) in zip(self._open, open_ended, strict=True):
                if value is not None and choice.findData(value) < 0:
                    choice.addItem(str(words), str(value))
                _quietly(choice, max(0, choice.findData(value)))
        except (ValueError, TypeError):  # written by hand or by another version
            return

    def choose_person(self, name: str) -> None:
        """Shows the calls of one sales manager."""
        self._person.setCurrentIndex(max(0, self._person.findData(name)))

    def show_people(self, names: Sequence[str]) -> None:
        """Names to choose from; the chosen one stays."""
        _offer(self._person, [(name, name) for name in names])

    def show_checklists(self, known: Sequence[tuple[str, str]]) -> None:
        """Checklists to choose from: title and id; the chosen one stays."""
        _offer(self._checklist, known)

    def show_flags(self, known: Sequence[tuple[str, str]]) -> None:
        """Flags to choose from below the results: title and id; what is chosen stays."""
        flags = [(_("Flag: {title}").format(title=title), f"{_FLAG}{id}") for title, id in known]
        _offer(self._result, [*self._results, *flags])


def _offer(choice: QComboBox, options: Sequence[tuple[str, str]]) -> None:
    """Puts other options below the first one; what was chosen stays where it is still there."""
    if [choice.itemData(i) for i in range(1, choice.count())] == [value for _words, value in options]:
        return
    chosen = choice.currentData()
    choice.blockSignals(True)
    while choice.count() > 1:
        choice.removeItem(1)
    for words, value in options:
        choice.addItem(words, value)
    choice.setCurrentIndex(max(0, choice.findData(chosen)))
    choice.blockSignals(False)


def _quietly(choice: QComboBox, place: int) -> None:
    choice.blockSignals(True)
    choice.setCurrentIndex(place)
    choice.blockSignals(False)


def _choice(name: str, options: Sequence[tuple[str, object]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setMinimumContentsLength(9)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for text, value in options:
        made.addItem(text, value)
    return made


def _periods() -> list[tuple[str, Period]]:
    today = date.today()
    monday = today - timedelta(days=today.weekday())
    month = Period.parse(f"{today:%Y-%m}")
    week = Period("week", monday, monday + timedelta(days=6))
    return [
        (_("This week"), week),
        (_("Last week"), Period("week", monday - timedelta(days=7), monday - timedelta(days=1))),
        (_("This month"), month),
        (_("Last month"), month.previous()),
    ]
