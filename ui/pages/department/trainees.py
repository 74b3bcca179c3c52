"""The way of trainees: who stands where, until when, what is missing; a person decides on every move."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QScrollArea, QSplitter, QWidget

from qcdesk.domain.lifecycle import HandIn, Stage, Trainee
from ui.ops import department as ops
from ui.ops.context import Context
from ui.ops.department import TraineeLine
from ui.pages.department.part import Part
from ui.texts import _
from ui.widgets.basics import boxed, button, column, label, lines, row
from ui.widgets.text_keys import TextKeys
from ui.wording import DASH, day, decimal, hand_in, moment, stage

Change = Callable[[str], Trainee]
_IN_TRAINING = {Stage.DAY1: (HandIn.TABLE, HandIn.REASONS), Stage.DAY2: (HandIn.SCRIPT,)}


class Trainees(Part):
    """The list, and beside it the chosen person with what can be done."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: tuple[TraineeLine, ...] = ()
        self.chosen = ""
        self.name, self.list, self.details = QLineEdit(), lines(_("Trainees")), TraineeDetails(context)
        self.name.setPlaceholderText(_("Full name of a trainee"))
        self.name.setAccessibleName(_("Full name of a trainee"))
        self.begin = button(_("Begin the training"), self._begin, "add")
        self.name.returnPressed.connect(self._begin)
        self.none = label(_("Nobody is on the way to staff yet. Write a name and begin."), "quiet", wrap=True)
        left = QWidget()
        left.setLayout(column(row(self.name, self.begin), self.none, self.list))
        whole = QSplitter()
        whole.addWidget(left)
        whole.addWidget(self.details)
        whole.setSizes([440, 560])
        whole.setChildrenCollapsible(False)
        self.setLayout(column(whole, margins=2))
        self.list.currentRowChanged.connect(self._choose)
        self.details.changed.connect(self._change)
        self.details.review.connect(self.review)
        TextKeys(self).keep_in(self)

    def look(self) -> None:
        ops.list_trainees(self.context).success(self._show).start()

    def _show(self, found: tuple[TraineeLine, ...]) -> None:
        self.found = found
        names = [one.trainee.name for one in found]
        self.none.setVisible(not found)
        self.details.setVisible(bool(found))
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([_line(one) for one in found])
        self.list.blockSignals(False)
        if found:
            self.list.setCurrentRow(names.index(self.chosen) if self.chosen in names else 0)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self.found):
            self.chosen = self.found[place].trainee.name
            self.details.show_person(self.found[place])

    def _begin(self) -> None:
        name = self.name.text()
        self._change(lambda by: self.context.desk.lifecycle.start(name, by))

    def _change(self, change: Change) -> None:
        ops.change_trainee(self.context, change).success(self._changed).start()

    def _changed(self, trainee: Trainee) -> None:
        self.chosen = trainee.name
        self.name.clear()
        said = _("{name}: {stage}").format(name=trainee.name, stage=stage(trainee.stage))
        self.context.notify.done(said)
        self.look()


class TraineeDetails(QScrollArea):
    """The chosen person.

    Signals:
        changed: what is to be done, as a function of who does it.
        review: number of a call.
    """

    changed = Signal(object)
    review = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.reason, self.note, self.marks, self.call, self.criteria = (QLineEdit() for _field in range(5))
        self.setWidgetResizable(True)

    def show_person(self, line: TraineeLine) -> None:
        """Shows a person and the steps that there are now."""
        trainee = line.trainee
        self.reason, self.note, self.marks, self.call, self.criteria = (QLineEdit() for _field in range(5))
        parts: list[QWidget] = [
            label(trainee.name, "title", wrap=True),
            label(_stands(line), "strong", wrap=True),
            *self._handing_in(trainee),
            *self._attesting(trainee),
            *self._selling(trainee),
            *self._moving(trainee),
            *self._coaching(trainee),
            *_past(trainee),
        ]
        self.setWidget(boxed(column(*parts, 1, margins=3)))
        TextKeys(self).keep_in(self)

    def _handing_in(self, trainee: Trainee) -> list[QWidget]:
        wanted = _IN_TRAINING.get(trainee.stage, ())
        if not wanted:
            return []
        _named(self.note, _("Where it is, when it is not in the program"))
        made: list[QWidget] = [label(_("Handed in"), "section")]
        for one in wanted:
            if one in trainee.handed_in:
                made.append(label(_("{what}: handed in").format(what=hand_in(str(one))), "good"))
            else:
                shown = _("Note: {what}").format(what=hand_in(str(one)))
                made.append(boxed(row(button(shown, partial(self._hand_in, trainee.name, one), "check"), 1)))
        return [*made, self.note] if any(one not in trainee.handed_in for one in wanted) else made

    def _attesting(self, trainee: Trainee) -> list[QWidget]:
        if trainee.stage is not Stage.ROLEPLAY:
            return []
        _named(self.call, _("Number of the reviewed recording"))
        _named(self.marks, _("Or marks 0 to 5 with commas, when it was not recorded"))
        drawn = trainee.drawn or {}
        said = _("Nothing was drawn yet")
        if drawn:
            said = _("Rows {rows}; reasons {reasons}; seed {seed}").format(
                rows=", ".join(drawn.get("rows", ())) or DASH,
                reasons=", ".join(map(str, drawn.get("reasons", ()))) or DASH,
                seed=drawn.get("seed"),
            )
        return [
            label(_("Role-play"), "section"),
            label(said, "quiet", wrap=True, selectable=True),
            boxed(row(button(_("Draw rows and reasons"), partial(self._draw, trainee.name), "retry"), 1)),
            self.call,
            self.marks,
            boxed(row(button(_("Take the result"), partial(self._attest, trainee.name), "check"), 1)),
        ]

    def _selling(self, trainee: Trainee) -> list[QWidget]:
        if trainee.stage not in (Stage.FIELD, Stage.INTERNSHIP):
            return []
        if trainee.sold is not None:
            return [label(_("First sale: {at}").format(at=moment(trainee.sold[0])), "good")]
        return [boxed(row(button(_("Note the first sale"), partial(self._sold, trainee.name), "check"), 1))]

    def _moving(self, trainee: Trainee) -> list[QWidget]:
        if trainee.next is None:
            return []
        shown = _("Move on: {stage}").format(stage=stage(trainee.next))
        move = button(shown, partial(self._move, trainee.name), role="main" if trainee.ready else "")
        made: list[QWidget] = [label(_("Next move"), "section")]
        if trainee.missing:
            _named(self.reason, _("Why all the same"))
            missing = ", ".join(hand_in(one) for one in trainee.missing)
            made += [label(_("Missing: {what}").format(what=missing), "bad", wrap=True), self.reason]
        return [*made, boxed(row(move, 1))]

    def _coaching(self, trainee: Trainee) -> list[QWidget]:
        _named(self.criteria, _("Ids of criteria with commas: A1, B2"))
        note = button(_("Note a session with a coach"), partial(self._coach, trainee.name), "note")
        return [label(_("Coaching"), "section"), self.criteria, boxed(row(note, 1))]

    def _coach(self, name: str) -> None:
        about, life = self.criteria.text().split(","), self._context.desk.lifecycle

        def work(by: str) -> Trainee:
            life.coach(name, about, by=by)
            return life.of(name)

        self.changed.emit(work)

    def _hand_in(self, name: str, what: HandIn) -> None:
        note = self.note.text()
        self.changed.emit(lambda by: self._context.desk.lifecycle.hand_in(name, str(what), note, by))

    def _draw(self, name: str) -> None:
        self.changed.emit(lambda by: self._context.desk.lifecycle.draw(name, by=by))

    def _attest(self, name: str) -> None:
        call, marks, life = self.call.text().strip(), self.marks.text(), self._context.desk.lifecycle
        if call.isdecimal():
            self.changed.emit(lambda by: life.attest(name, int(call), by))
            return
        try:
            given = [float(part) for part in marks.split(",") if part.strip()]
        except ValueError:
            self.marks.setFocus()
            self.marks.selectAll()
            return
        self.changed.emit(lambda by: life.attest_by_hand(name, given, by=by))

    def _sold(self, name: str) -> None:
        self.changed.emit(lambda by: self._context.desk.lifecycle.sold(name, by=by))

    def _move(self, name: str) -> None:
        reason = self.reason.text()
        self.changed.emit(lambda by: self._context.desk.lifecycle.move(name, reason, by))


def _line(one: TraineeLine) -> str:
    trainee = one.trainee
    state = _("ready: {stage}").format(stage=stage(trainee.next)) if trainee.ready and trainee.next else ""
    if trainee.missing:
        state = _("Missing: {what}").format(what=", ".join(hand_in(m) for m in trainee.missing))
    return "\n".join(filter(None, (trainee.name, _stands(one), state)))


def _stands(one: TraineeLine) -> str:
    trainee = one.trainee
    if trainee.stage in (Stage.STAFF, Stage.LEFT):
        days = trainee.days_to_staff
        return (
            stage(trainee.stage)
            if days is None
            else _("{stage}, in {n} days").format(stage=stage(trainee.stage), n=days)
        )
    said = _("{stage}, day {n}, attempt {attempt}").format(
        stage=stage(trainee.stage), n=one.day, attempt=trainee.attempt
    )
    if one.until is None:
        return said
    form = _("{stands}, was due on {day}") if one.overdue else _("{stands}, until {day}")
    return form.format(stands=said, day=day(one.until))


def _past(trainee: Trainee) -> list[QWidget]:
    made: list[QWidget] = [label(_("What happened"), "section")]
    for one in trainee.attestations:
        result = _("passed") if one.passed else _("not passed")
        mean = f" ({decimal(one.mean)})" if one.mean is not None else ""
        said = f"{moment(one.at)}  {_('attestation')} {one.attempt}: {result}{mean}"
        made.append(label(said, wrap=True, selectable=True))
    for move in trainee.moves:
        forced = f" – {move.forced}" if move.forced else ""
        said = f"{moment(move.at)}  {stage(move.stage)}  {move.author}{forced}"
        made.append(label(said, "quiet", wrap=True, selectable=True))
    return made


def _named(line: QLineEdit, words: str) -> None:
    line.setPlaceholderText(words)
    line.setAccessibleName(words)
