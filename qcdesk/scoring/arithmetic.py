"""Computes the three values of a review: raw total, effects that applied, final total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from qcdesk.domain.checklist import Checklist, Criterion, EffectKind, Section
from qcdesk.domain.review import YES, Answer, Critical, Score, ScoreLine
from qcdesk.scoring.answers import (
    Facts,
    applicable_fractions,
    check,
    criterion_applies,
    effect_key,
    must_be_answered,
    section_applies,
)
from qcdesk.scoring.attestation import passed
from qcdesk.scoring.methods import (
    Fractions,
    Sum,
    bonus_points,
    failed,
    raised,
    section_sum,
    total,
)
from qcdesk.scoring.rounding import round_half_up
from qcdesk.scoring.wording import effect_in_words, percent, sum_in_words

__all__ = ["round_half_up", "score"]

NO_FACTS: Facts = MappingProxyType({})
_ALWAYS = (EffectKind.FATAL, EffectKind.FATAL_SECTION)
"""Effects that are stronger than "not applicable"."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """The sums at one point of the arithmetic: as answered, or with the failed sections at 0."""

    sums: tuple[Sum, ...]
    bonus: float
    total: float | None


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
    fractions = applicable_fractions(checklist, answers, facts)
    answered = _answered(checklist, fractions)
    lines = tuple(ScoreLine(s.section, s.weight, s.fraction, s.earned, s.possible) for s in answered.sums)
    if unanswered:
        return Score(checklist.method.value, None, None, criticals, lines, unanswered)
    failing = _with_failed(checklist, answered, fractions, criticals)
    raw = answered.total
    return Score(
        method=checklist.method.value,
        raw=raw,
        final=_final(failing.total, criticals),
        criticals=criticals,
        lines=lines,
        bonus=answered.bonus,
        passed=_passed(checklist, answers, fractions, criticals) if raw is not None else None,
        arithmetic=_in_words(checklist, answered, failing, criticals),
    )


def _answered(checklist: Checklist, fractions: Fractions) -> _Stage:
    sums = tuple(section_sum(checklist.method, s, fractions) for s in checklist.sections)
    return _stage(checklist, sums, fractions)


def _with_failed(
    checklist: Checklist, answered: _Stage, fractions: Fractions, criticals: tuple[Critical, ...]
) -> _Stage:
    """A failed section earns nothing, its bonus included."""
    fatal = {c.criterion for c in criticals if c.effect.kind is EffectKind.FATAL_SECTION}
    if not fatal:
        return answered
    sums, lost = [], set()
    for section, before in zip(checklist.sections, answered.sums, strict=True):
        ids = _ids(section)
        sums.append(failed(checklist.method, section, before) if ids & fatal else before)
        lost |= ids if ids & fatal else set()
    kept = {id: earned for id, earned in fractions.items() if id not in lost}
    return _stage(checklist, tuple(sums), kept)


def _ids(section: Section) -> set[str]:
    return {c.id for c in section.criteria} | ({section.gate.id} if section.gate else set())


def _stage(checklist: Checklist, sums: tuple[Sum, ...], fractions: Fractions) -> _Stage:
    bonus = bonus_points(checklist, sums, fractions)
    return _Stage(sums, bonus, raised(checklist, sums, bonus))


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


def _final(reached: float | None, criticals: tuple[Critical, ...]) -> float | None:
    if any(c.effect.kind is EffectKind.FATAL for c in criticals):
        return 0.0
    if reached is None:
        return None
    return min([reached, *(c.effect.cap for c in criticals if c.effect.cap is not None)])


def _passed(
    checklist: Checklist,
    answers: Mapping[str, Answer],
    fractions: Fractions,
    criticals: tuple[Critical, ...],
) -> bool | None:
    if checklist.pass_rule is None:
        return None
    if any(c.effect.kind is EffectKind.FATAL for c in criticals):
        return False
    return passed(checklist, checklist.pass_rule, fractions, dict(answers))


def _in_words(
    checklist: Checklist, answered: _Stage, failing: _Stage, criticals: tuple[Critical, ...]
) -> str:
    steps = [_stage_in_words(checklist, answered)]
    if failing != answered:
        fatal = [c for c in criticals if c.effect.kind is EffectKind.FATAL_SECTION]
        step = _stage_in_words(checklist, failing)
        if step:
            steps.append(f"{', '.join(f'{c.criterion}={c.value}' for c in fatal)} → {step}")
    return "; ".join([*filter(None, steps), *_critical_steps(failing.total, criticals)])


def _stage_in_words(checklist: Checklist, stage: _Stage) -> str:
    base = total(checklist.method, stage.sums)
    if base is None or stage.total is None:
        return ""
    step = sum_in_words(checklist.method, [s for s in stage.sums if s.counts], 100 * base)
    return f"{step}; + {percent(stage.bonus)} → {percent(stage.total)}" if stage.bonus else step


def _critical_steps(reached: float | None, criticals: tuple[Critical, ...]) -> Iterator[str]:
    for critical in criticals:
        after = _final(reached, (critical,))
        step = effect_in_words(critical, reached, after)
        if step:
            yield step
        if critical.effect.kind is EffectKind.CAP:
            reached = after
