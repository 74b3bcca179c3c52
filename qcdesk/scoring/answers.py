"""Checks a reviewer's answers against the checklist and turns each into a fraction of its weight."""

from __future__ import annotations

import math
from collections.abc import Mapping

from qcdesk.domain.checklist import AnswerKind, Checklist, Criterion, Section
from qcdesk.domain.review import NO, NOT_APPLICABLE, YES, Answer, Value
from qcdesk.errors import ReviewRefused
from qcdesk.i18n import _

Facts = Mapping[str, str]


def section_applies(section: Section, answers: Mapping[str, Answer], facts: Facts) -> bool:
    """Whether the section's gate is open (an unanswered gate counts as open)."""
    gate = section.gate
    if gate is None:
        return True
    if not criterion_applies(gate, facts):
        return False
    answer = answers.get(gate.id)
    return answer is None or answer.value == YES


def criterion_applies(criterion: Criterion, facts: Facts) -> bool:
    """Whether no known fact of the call speaks against the criterion."""
    return all(not facts.get(fact) or facts[fact] in values for fact, values in criterion.applies_if.items())


def must_be_answered(criterion: Criterion) -> bool:
    """Whether a review without this answer is a draft."""
    return criterion.scored and criterion.kind is not AnswerKind.TEXT


def fraction(criterion: Criterion, value: Value) -> float:
    """The share of the weight an answer earns, 0…1, for an allowed answer that is not `na` or a text."""
    if criterion.kind is AnswerKind.YES_NO:
        return 1.0 if value == YES else 0.0
    if criterion.kind is AnswerKind.CHOICE:
        return next(o.fraction for o in criterion.options if o.id == value)
    return min(float(value) / criterion.top, 1.0)


def applicable_fractions(
    checklist: Checklist, answers: Mapping[str, Answer], facts: Facts
) -> dict[str, float]:
    """What each answered criterion earned of its weight, 0…1; without those that do not apply."""
    found: dict[str, float] = {}
    for section in checklist.sections:
        if not section_applies(section, answers, facts):
            continue
        for criterion in section.criteria:
            answer = answers.get(criterion.id)
            if answer is None or criterion.kind is AnswerKind.TEXT or answer.value == NOT_APPLICABLE:
                continue
            if criterion_applies(criterion, facts):
                found[criterion.id] = fraction(criterion, answer.value)
    return found


def effect_key(value: Value) -> str:
    """The answer as `Criterion.effects` names it: a number without a needless fraction."""
    return value if isinstance(value, str) else f"{float(value):.12g}"


def check(checklist: Checklist, answers: Mapping[str, Answer], facts: Facts) -> None:
    """Refuses answers that the checklist does not know or allow.

    Raises:
        ReviewRefused: names the criterion and what is allowed.
    """
    known: set[str] = set()
    for section in checklist.sections:
        open_gate = section_applies(section, answers, facts)
        for criterion in (*([section.gate] if section.gate else []), *section.criteria):
            known.add(criterion.id)
            if criterion.id in answers:
                applies = criterion_applies(criterion, facts) and (open_gate or criterion is section.gate)
                _check_answer(criterion, answers[criterion.id].value, applies)
    for flag in checklist.flags:
        known.add(flag.id)
        if flag.id in answers and answers[flag.id].value not in (YES, NO):
            raise _refused(flag.id, answers[flag.id].value, _("yes or no"))
    for named in answers:
        if named not in known:
            raise ReviewRefused(
                _("The checklist “{checklist}” has no criterion “{id}”").format(
                    checklist=checklist.id, id=named
                ),
                _("Answer the criteria of this checklist"),
            )


def _check_answer(criterion: Criterion, value: Value, applies: bool) -> None:
    if value == NOT_APPLICABLE and criterion.kind is not AnswerKind.TEXT:
        if applies and not criterion.na_allowed:
            raise ReviewRefused(
                _("“Not applicable” is not allowed for {id}").format(id=criterion.id),
                _("Allowed: {allowed}").format(allowed=_allowed(criterion)),
            )
        return
    if not _is_allowed(criterion, value):
        raise _refused(criterion.id, value, _allowed(criterion))


def _is_allowed(criterion: Criterion, value: Value) -> bool:
    match criterion.kind:
        case AnswerKind.YES_NO:
            return value in (YES, NO)
        case AnswerKind.CHOICE:
            return any(o.id == value for o in criterion.options)
        case AnswerKind.TEXT:
            return isinstance(value, str)
    highest = criterion.top if criterion.kind is AnswerKind.SCALE else math.inf
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return False
    return 0 <= value <= highest and float(value).is_integer()


def _allowed(criterion: Criterion) -> str:
    match criterion.kind:
        case AnswerKind.YES_NO:
            allowed = _("yes or no")
        case AnswerKind.SCALE:
            allowed = _("a whole number from 0 to {top:g}").format(top=criterion.top)
        case AnswerKind.COUNT:
            allowed = _("a whole number from 0")
        case AnswerKind.CHOICE:
            allowed = ", ".join(o.id for o in criterion.options)
        case AnswerKind.TEXT:
            allowed = _("a text")
    return _("{allowed}, or na").format(allowed=allowed) if criterion.na_allowed else allowed


def _refused(id: str, value: Value, allowed: str) -> ReviewRefused:
    return ReviewRefused(
        _("“{value}” is no answer to {id}").format(value=value, id=id),
        _("Allowed: {allowed}").format(allowed=allowed),
    )
