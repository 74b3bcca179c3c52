"""The checklist beside the transcript: sections, criteria with hints and quotes, what each section earns."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from qcdesk.domain.checklist import Checklist, Section, content_hash
from qcdesk.domain.draft import Mark
from qcdesk.domain.review import ScoreLine
from qcdesk.i18n import language
from ui.models.review_state import ReviewState
from ui.texts import _
from ui.widgets.basics import boxed, column, label, row
from ui.widgets.criterion_row import CriterionRow
from ui.wording import decimal, number


class ChecklistPanel(QScrollArea):
    """All criteria of a checklist; rows are made once for a checklist and filled anew for every call.

    Signals:
        chosen, accepted, unsaid, comment: id of the criterion.
        answered: (id, value).
        heard, dropped: (id, quote).
    """

    chosen = Signal(str)
    answered = Signal(str, object)
    accepted = Signal(str)
    heard = Signal(str, object)
    dropped = Signal(str, object)
    unsaid = Signal(str)
    comment = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Checklist"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._version = ""
        self._rows: dict[str, CriterionRow] = {}
        self._earned: dict[str, QLabel] = {}

    def show_state(self, state: ReviewState, *, blind: bool) -> None:
        """Shows a review in work; `blind` hides what it earns."""
        self._make(state.opened.checklist)
        asked, unproved = set(state.order), set(state.running.unproved)
        for id, one in self._rows.items():
            one.show_mark(
                state.draft.mark(id) if id in asked else Mark(),
                state.hint(id),
                current=id == state.current,
                asked=id in asked,
                unproved=id in unproved,
            )
        lines = {line.section: line for line in state.running.score.lines}
        for section in state.opened.checklist.sections:
            applies = any(c.id in asked for c in section.criteria)
            earned = _earned(section, lines.get(section.id)) if applies else _("does not apply")
            self._earned[section.id].setText("" if blind else earned)
        QTimer.singleShot(0, lambda: self._reveal(state.current))

    def row_of(self, id: str) -> CriterionRow:
        """The row of a criterion."""
        return self._rows[id]

    def _reveal(self, id: str) -> None:
        if id in self._rows:
            place = self._rows[id].geometry()
            for edge in (place.bottom(), place.top()):
                self.ensureVisible(0, edge, 0, 24)

    def _make(self, checklist: Checklist) -> None:
        version = f"{content_hash(checklist)} {language()}"
        if version == self._version:
            return
        self._version = version
        self._rows.clear()
        self._earned.clear()
        parts: list[QWidget] = []
        for section in checklist.sections:
            parts.append(self._heading(section))
            if section.gate is not None:
                parts.append(self._row(section.gate.id, checklist))
            parts += [self._row(c.id, checklist) for c in section.criteria]
        if checklist.flags:
            parts.append(label(_("Seen beside the score"), "section"))
            parts += [self._row(flag.id, checklist) for flag in checklist.flags]
        self.setWidget(boxed(column(*parts, 1, margins=1, spacing=0)))

    def _heading(self, section: Section) -> QWidget:
        self._earned[section.id] = label("", "quiet")
        title = label(section.title.to(language()), "section", wrap=True)
        line = row(title, self._earned[section.id], margins=1)
        line.setStretch(0, 1)
        return boxed(line)

    def _row(self, id: str, checklist: Checklist) -> CriterionRow:
        part = checklist.criterion(id) or checklist.flag(id)
        assert part is not None  # noqa: S101  the id is the checklist's own
        one = CriterionRow(part, id)
        one.chosen.connect(lambda: self.chosen.emit(id))
        one.answered.connect(lambda value: self.answered.emit(id, value))
        one.accepted.connect(lambda: self.accepted.emit(id))
        one.heard.connect(lambda quote: self.heard.emit(id, quote))
        one.dropped.connect(lambda quote: self.dropped.emit(id, quote))
        one.unsaid.connect(lambda: self.unsaid.emit(id))
        one.comment.connect(lambda: self.comment.emit(id))
        self._rows[id] = one
        return one


def _earned(section: Section, line: ScoreLine | None) -> str:
    if line is None or line.fraction is None:
        return number(section.weight)
    return f"{decimal(line.weight * line.fraction)} / {number(line.weight)}"
