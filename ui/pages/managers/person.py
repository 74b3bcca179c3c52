"""One sales manager: the result and how sure it is, weeks, weak criteria, last reviews, the promised step."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScrollArea, QWidget

from qcdesk.i18n import language
from qcdesk.services.people import LastReview, PersonLine, PersonPage, Promise, WeakCriterion
from ui.texts import _, ngettext
from ui.widgets.basics import boxed, button, column, label, row, row_height
from ui.widgets.flow import Flow
from ui.widgets.trend import Point, Trend
from ui.wording import DASH, decimal, mean, moment, role, stage, written_day, zone

_CALL = Qt.ItemDataRole.UserRole
_SHOWN_LINES = 7


class PersonDetails(QWidget):
    """The chosen person.

    Signals:
        review: number of the call whose review is wanted.
        extension: name and extension of the person who is to get another one.
        calls: the user wants the list of calls.
        leaves: name of the person whose work somebody else takes over.
    """

    review = Signal(int)
    extension = Signal(str, str)
    calls = Signal()
    leaves = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.trend, self.last = Trend(), _ReviewList()
        self.last.itemActivated.connect(lambda item: self.review.emit(item.data(_CALL)))
        self.setLayout(column(self._scroll))
        self.setMinimumWidth(420)
        self.hide()

    def show_person(self, shown: PersonPage) -> None:
        """Shows a person."""
        for kept in (self.trend, self.last):
            kept.setParent(None)
        parts = [*self._head(shown), *self._body(shown)]
        self._scroll.setWidget(boxed(column(*parts, 1, margins=2)))
        self.trend.setVisible(bool(shown.weeks))
        self.last.setVisible(bool(shown.last))
        self.show()

    def _head(self, shown: PersonPage) -> list[QWidget]:
        line = shown.line
        number = (
            _("Extension {number}").format(number=line.extension) if line.extension else _("No extension")
        )
        act = partial(self.extension.emit, line.name, line.extension)
        give = button(_("Change extension") if line.extension else _("Give an extension"), act, "edit")
        leave = button(_("Hand over the work"), partial(self.leaves.emit, line.name), "forward")
        leave.setToolTip(_("Clients, agreements and promises from the calls, for whoever takes over"))
        said = mean(line.result.value, line.result.low, line.result.high, line.result.n, enough=line.enough)
        calls = ngettext("{n} call to score", "{n} calls to score", line.calls).format(n=line.calls)
        return [
            label(line.name, "title", wrap=True),
            label(_what(line), "quiet", wrap=True),
            boxed(Flow(label(number, "quiet"), give, leave)),
            label(f"{_('Mean result')}: {said}", "strong", wrap=True, selectable=True),
            label(calls, "quiet"),
        ]

    def _body(self, shown: PersonPage) -> list[QWidget]:
        if not shown.last:
            text = _("Nothing was reviewed yet. Results appear here after the first review of a call.")
            go = boxed(row(button(_("Go to the calls"), self.calls.emit, "calls"), 1))
            return [label(text, "quiet", wrap=True), go]
        weeks = [(w.monday, w.result) for w in shown.weeks]
        self.trend.show_points(
            [Point(monday, r.value, r.low, r.high, r.n) for monday, r in weeks if r.value is not None]
        )
        self.last.show_reviews(shown.last)
        return [
            label(_("Results by week"), "section"),
            self.trend,
            *_promise(shown.promise, self),
            label(_("Missed most often"), "section"),
            *_weakest(shown.weakest),
            label(_("Last reviews"), "section"),
            self.last,
        ]


def _what(line: PersonLine) -> str:
    return " · ".join([*map(role, line.roles), stage(line.stage)])


class _ReviewList(QListWidget):
    """The last reviews, the newest first; Enter or a double click opens one."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Last reviews"))
        self.setProperty("role", "rows")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_reviews(self, reviews: tuple[LastReview, ...]) -> None:
        self.clear()
        for one in reviews:
            text = f"{moment(one.at)}   {decimal(one.final)} {zone(one.zone)}   {one.client or DASH}"
            item = QListWidgetItem(text)
            item.setData(_CALL, one.call_id)
            item.setToolTip(_("Open this review (Enter)"))
            item.setSizeHint(QSize(0, row_height()))
            self.addItem(item)
        self.setFixedHeight(min(len(reviews), _SHOWN_LINES) * row_height() + 8)
        self.setCurrentRow(0)


def _promise(promise: Promise | None, owner: PersonDetails) -> list[QWidget]:
    if promise is None:
        return []
    due = _("Until {day}").format(day=written_day(promise.due)) if promise.due else _("No day was agreed")
    opens = button(_("Open the call"), partial(owner.review.emit, promise.call_id), "review")
    return [
        label(_("Last promised step"), "section"),
        label(promise.text, wrap=True, selectable=True),
        boxed(Flow(label(due, "quiet"), opens)),
    ]


def _weakest(weakest: tuple[WeakCriterion, ...]) -> list[QWidget]:
    if not weakest:
        return [label(_("Nothing was missed in the reviewed calls"), "quiet", wrap=True)]
    made: list[QWidget] = []
    for one in weakest:
        said = _("missed in {n} of {all}").format(n=one.missed, all=one.applicable)
        title, count = label(one.title.to(language()), wrap=True), label(said, "quiet")
        line = row(title, count)
        line.setStretch(0, 1)
        made.append(boxed(line))
    return made
