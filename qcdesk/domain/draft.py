"""A review in work: marks that may still change, and every step that led to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from qcdesk.domain.evidence import Quote
from qcdesk.domain.review import Answer, Value


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reviewer has noted of one criterion, gate or flag so far.

    Attributes:
        value: None: not answered.
        prefilled: the program filled it in from its hint, and nobody has touched it.
    """

    value: Value | None = None
    comment: str = ""
    quotes: tuple[Quote, ...] = ()
    not_said: bool = False
    prefilled: bool = False


NEXT_STEP, NEXT_STEP_DUE = ":next_step", ":next_step_due"
"""What is agreed with the sales manager, kept beside the criteria under names that no criterion can have."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change: of what, what it is now, what it was."""

    criterion: str
    now: Mark
    was: Mark
    undo: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Marks by criterion, and the steps that can be undone, oldest first."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()

    def mark(self, criterion: str) -> Mark:
        """What is noted of a criterion."""
        return self.marks.get(criterion, Mark())

    def changed(self, criterion: str, now: Mark) -> Step:
        """The step to another mark; whatever is done to it, it is no longer the program's own."""
        return Step(criterion, replace(now, prefilled=False), self.mark(criterion))

    def undone(self) -> Step | None:
        """The step that takes the last one back; None when there is none."""
        if not self.steps:
            return None
        last = self.steps[-1]
        return Step(last.criterion, last.was, last.now, undo=True)

    def after(self, step: Step) -> Draft:
        """The draft with a step taken."""
        marks = {**self.marks, step.criterion: step.now}
        return replace(self, marks=marks, steps=self.steps[:-1] if step.undo else (*self.steps, step))

    def answers(self) -> tuple[Answer, ...]:
        """The answers that are given, without the next step."""
        return tuple(
            Answer(id, mark.value, mark.comment, mark.quotes, mark.not_said, mark.prefilled)
            for id, mark in self.marks.items()
            if mark.value is not None and not id.startswith(":")
        )

    @property
    def next_step(self) -> str:
        """What is agreed with the sales manager."""
        return self.mark(NEXT_STEP).comment

    @property
    def next_step_due(self) -> str:
        """The day by which, as `2026-10-30`."""
        return self.mark(NEXT_STEP_DUE).comment


def begun(answers: Iterable[Answer], next_step: str = "", next_step_due: str = "") -> Draft:
    """A draft that begins with answers of a stored review or of the program; they are no steps of it."""
    marks = {a.criterion: Mark(a.value, a.comment, a.quotes, a.not_said, a.prefilled) for a in answers}
    for name, text in ((NEXT_STEP, next_step), (NEXT_STEP_DUE, next_step_due)):
        if text:
            marks[name] = Mark(comment=text)
    return Draft(marks)
