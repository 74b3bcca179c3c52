"""Computes the three values of a review: raw total, effects that applied, final total."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from qcdesk.domain.checklist import AnswerKind, Checklist, Criterion, EffectKind
from qcdesk.domain.review import NOT_APPLICABLE, YES, Answer, Critical, Score, ScoreLine
from qcdesk.scoring.answers import (
    Facts,
    check,
    criterion_applies,
    effect_key,
    fraction,
    must_be_answered,
    section_applies,
)
from qcdesk.scoring.attestation import passed
from qcdesk.scoring.methods import (
    Fractions,
    Sum,
    bonus_earned,
    denominator,
    failed,
    section_sum,
    total,
)
from qcdesk.scoring.rounding import round_half_up
from qcdesk.scoring.wording import effect_in_words, percent, sum_in_words

__all__ = ["round_half_up", "score"]

NO_FACTS: Facts = MappingProxyType({})
_ALWAYS = (EffectKind.FATAL, EffectKind.FATAL_SECTION)
"""Effects that are stronger than "not applicable"."""


def score(checklist: Checklist, answers: Mapping[str, Answer], facts: Facts = NO_FACTS) -> Score:
    """Scores a review by the rule that is printed with every report.

    Args:
        answers: by the id of the criterion, gate or flag; a flag counts when it is answered `yes`.
        facts: what is known about the call, for `applies_if`; what is not in it is not known.

    Returns:
        The score; without totals where something is unanswered (a draft) or nothing applied. A fatal
        answer is heard even where nothing else applied.

    Raises:
        ReviewRefused: an answer the checklist does not know or allow.
    """
    check(checklist, answers, facts)
    criticals = tuple(_criticals(checklist, answers, facts))
    unanswered = tuple(_unanswered(checklist, answers, facts))
    fractions = _fractions(checklist, answers, facts)
    sums = [section_sum(checklist.method, s, fractions) for s in checklist.sections]
    lines = tuple(ScoreLine(s.section, s.weight, s.fraction, s.earned, s.possible) for s in sums)
    if unanswered:
        return Score(checklist.method.value, None, None, criticals, lines, unanswered)
    bonus = _bonus(checklist, sums, fractions)
    raw = _raised(checklist, sums, bonus)
    failing = _failed_sums(checklist, sums, criticals)
    final = _final(_raised(checklist, failing, bonus), criticals)
    return Score(
        method=checklist.method.value,
        raw=raw,
        final=final,
        criticals=criticals,
        lines=lines,
        bonus=bonus,
        passed=_passed(checklist, answers, facts, criticals) if raw is not None else None,
        arithmetic=_in_words(checklist, (sums, failing), bonus, criticals),
    )


def _fractions(checklist: Checklist, answers: Mapping[str, Answer], facts: Facts) -> Fractions:
    found: Fractions = {}
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


def _unanswered(checklist: Checklist, answers: Mapping[str, Answer], facts: Facts) -> Iterator[str]:
    for section in checklist.sections:
        gate = section.gate
        if gate and criterion_applies(gate, facts) and gate.id not in answers:
            yield gate.id
        if not section_applies(section, answers, facts):
            continue
        for criterion in section.criteria:
            needed = must_be_answered(criterion) and criterion_applies(criterion, facts)
            if needed and criterion.id not in answers:
                yield criterion.id


def _criticals(checklist: Checklist, answers: Mapping[str, Answer], facts: Facts) -> Iterator[Critical]:
    for section in checklist.sections:
        is_open = section_applies(section, answers, facts)
        if section.gate:
            yield from _effects(section.gate, answers, criterion_applies(section.gate, facts))
        for criterion in section.criteria:
            yield from _effects(criterion, answers, is_open and criterion_applies(criterion, facts))
    for flag in checklist.flags:
        if flag.id in answers and answers[flag.id].value == YES:
            yield Critical(flag.id, YES, flag.effect)


def _effects(criterion: Criterion, answers: Mapping[str, Answer], applies: bool) -> Iterator[Critical]:
    answer = answers.get(criterion.id)
    effect = criterion.effects.get(effect_key(answer.value)) if answer else None
    if answer and effect and (applies or effect.kind in _ALWAYS):
        yield Critical(criterion.id, effect_key(answer.value), effect)


def _failed_sums(checklist: Checklist, sums: list[Sum], criticals: tuple[Critical, ...]) -> list[Sum]:
    fatal = {c.criterion for c in criticals if c.effect.kind is EffectKind.FATAL_SECTION}
    result = []
    for section, before in zip(checklist.sections, sums, strict=True):
        ids = {c.id for c in section.criteria} | ({section.gate.id} if section.gate else set())
        result.append(failed(checklist.method, section, before) if ids & fatal else before)
    return result


def _bonus(checklist: Checklist, sums: list[Sum], fractions: Fractions) -> float:
    counted = [s for s in sums if s.counts]
    if not counted:
        return 0.0
    earned = math.fsum(bonus_earned(checklist.method, s, fractions) for s in checklist.sections)
    return 100 * earned / denominator(checklist.method, counted)


def _raised(checklist: Checklist, sums: list[Sum], bonus: float) -> float | None:
    base = total(checklist.method, sums)
    if base is None:
        return None
    # a sum of floats may end a hair above its own denominator
    base = min(100 * base, 100.0)
    return min(base + bonus, 100.0) if checklist.bonus_capped else base + bonus


def _final(reached: float | None, criticals: tuple[Critical, ...]) -> float | None:
    if any(c.effect.kind is EffectKind.FATAL for c in criticals):
        return 0.0
    if reached is None:
        return None
    return min([reached, *(c.effect.cap for c in criticals if c.effect.cap is not None)])


def _passed(
    checklist: Checklist, answers: Mapping[str, Answer], facts: Facts, criticals: tuple[Critical, ...]
) -> bool | None:
    if checklist.pass_rule is None:
        return None
    if any(c.effect.kind is EffectKind.FATAL for c in criticals):
        return False
    return passed(checklist, checklist.pass_rule, _fractions(checklist, answers, facts), dict(answers))


def _in_words(
    checklist: Checklist, sums: tuple[list[Sum], list[Sum]], bonus: float, criticals: tuple[Critical, ...]
) -> str:
    steps: list[str] = []
    reached: float | None = None
    for stage in sums if sums[0] != sums[1] else sums[:1]:
        base = total(checklist.method, stage)
        if base is None:
            continue
        counted = [s for s in stage if s.counts]
        step = sum_in_words(checklist.method, counted, 100 * base)
        reached = _raised(checklist, stage, bonus)
        if bonus and reached is not None:
            step += f"; + {percent(bonus)} → {percent(reached)}"
        if stage is sums[1]:
            fatal = [c for c in criticals if c.effect.kind is EffectKind.FATAL_SECTION]
            step = f"{', '.join(f'{c.criterion}={c.value}' for c in fatal)} → {step}"
        steps.append(step)
    return "; ".join([*steps, *_critical_steps(reached, criticals)])


def _critical_steps(reached: float | None, criticals: tuple[Critical, ...]) -> Iterator[str]:
    for critical in criticals:
        after = _final(reached, (critical,))
        step = effect_in_words(critical, reached, after)
        if step:
            yield step
        if critical.effect.kind is EffectKind.CAP:
            reached = after
