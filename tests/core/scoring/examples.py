"""Small checklists and answers for the tests of scoring."""

from __future__ import annotations

from qcdesk.domain.checklist import (
    AnswerKind,
    Checklist,
    Criterion,
    Effect,
    EffectKind,
    Flag,
    Method,
    Option,
    Section,
)
from qcdesk.domain.review import Answer, Value
from qcdesk.domain.text import Text

FATAL = Effect(EffectKind.FATAL)
FATAL_SECTION = Effect(EffectKind.FATAL_SECTION)
NOTE = Effect(EffectKind.NOTE)


def cap(highest: float) -> Effect:
    return Effect(EffectKind.CAP, highest)


def text(id: str) -> Text:
    return Text(f"Вопрос {id}", f"Question {id}")


def yes_no(id: str, weight: float = 1.0, **more: object) -> Criterion:
    return Criterion(id, text(id), AnswerKind.YES_NO, weight, **more)  # type: ignore[arg-type]


def scale(id: str, top: float = 5.0, weight: float = 1.0, **more: object) -> Criterion:
    return Criterion(id, text(id), AnswerKind.SCALE, weight, top=top, points=top, **more)  # type: ignore[arg-type]


def count(id: str, target: float, weight: float = 1.0, **more: object) -> Criterion:
    return Criterion(id, text(id), AnswerKind.COUNT, weight, top=target, **more)  # type: ignore[arg-type]


def choice(id: str, fractions: dict[str, float], **more: object) -> Criterion:
    options = tuple(Option(name, text(name), f) for name, f in fractions.items())
    return Criterion(id, text(id), AnswerKind.CHOICE, 1.0, options=options, **more)  # type: ignore[arg-type]


def note(id: str) -> Criterion:
    return Criterion(id, text(id), AnswerKind.TEXT, 0.0, scored=False)


def section(id: str, *criteria: Criterion, weight: float | None = None, gate: str = "") -> Section:
    usual = sum(c.weight for c in criteria if c.scored and not c.bonus)
    opened = yes_no(gate, 0.0, scored=False) if gate else None
    return Section(id, text(id), usual if weight is None else weight, criteria, opened)


def checklist(*sections: Section, flags: tuple[Flag, ...] = (), **more: object) -> Checklist:
    return Checklist("example", text("example"), sections, flags, **more)  # type: ignore[arg-type]


def answers(**values: Value) -> dict[str, Answer]:
    return {name: Answer(name, value) for name, value in values.items()}


def golden(method: Method = Method.TWO_LEVEL) -> Checklist:
    """The example every department gets a different number from, depending on the rule."""
    return checklist(
        section("A", yes_no("q1"), yes_no("q2"), weight=20),
        section("B", scale("q3", 4), yes_no("q4", na_allowed=True), yes_no("q5"), weight=50),
        section("C", yes_no("q6", na_allowed=True), yes_no("q7", na_allowed=True), weight=30),
        method=method,
    )


GOLDEN_ANSWERS = answers(q1="yes", q2="yes", q3=2, q4="na", q5="no", q6="na", q7="na")
