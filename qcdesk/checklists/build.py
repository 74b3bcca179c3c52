"""Turns the parts of a checked file into the domain's checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qcdesk.domain.checklist import (
    Advice,
    AnswerKind,
    Checklist,
    Criterion,
    Effect,
    EffectKind,
    Flag,
    Guide,
    Method,
    Option,
    PassRule,
    Section,
    Source,
    Zones,
)
from qcdesk.domain.evidence import EvidenceRule, Follow, MetricBound, Window
from qcdesk.domain.text import Text
from qcdesk.domain.transcript import Speaker

if TYPE_CHECKING:
    from qcdesk.checklists.schema import (
        AdvicePart,
        ChecklistPart,
        CriterionPart,
        EffectPart,
        EvidencePart,
        FactName,
        GatePart,
        GuidePart,
        PassPart,
        SectionPart,
        TextPart,
    )

SCALE_TOP = 5.0


def build(part: ChecklistPart) -> Checklist:
    """The checklist of a file that keeps all rules."""
    return Checklist(
        id=part.id,
        title=_text(part.title),
        sections=tuple(_section(s) for s in part.sections),
        flags=tuple(Flag(f.id, _text(f.title), _effect(f.effect), _evidence(f.evidence)) for f in part.flags),
        applies_if=_facts(part.applies_if),
        min_talk_s=part.min_talk_s,
        zones=Zones(part.zones.green, part.zones.yellow),
        method=Method(part.method),
        bonus_capped=part.bonus_capped,
        pass_rule=_pass_rule(part.pass_rule),
    )


def _section(part: SectionPart) -> Section:
    criteria = tuple(_criterion(c) for c in part.criteria)
    usual = sum(c.weight for c in criteria if c.scored and not c.bonus)
    weight = usual if part.weight is None else part.weight
    return Section(
        part.id, _text(part.title), float(weight), criteria, _gate(part.gate) if part.gate else None
    )


def _gate(part: GatePart) -> Criterion:
    return Criterion(
        id=part.id,
        title=_text(part.title),
        kind=AnswerKind.YES_NO,
        weight=0.0,
        effects={k: _effect(e) for k, e in part.effects.items()},
        na_allowed=part.na,
        scored=False,
        guide=_guide(part.guide),
        evidence=_evidence(part.evidence),
    )


def _criterion(part: CriterionPart) -> Criterion:
    kind = AnswerKind(part.answer)
    scored = part.scored and kind is not AnswerKind.TEXT
    top = _top(part, kind)
    usual_points = top if kind is AnswerKind.SCALE else 1.0
    return Criterion(
        id=part.id,
        title=_text(part.title),
        kind=kind,
        weight=(1.0 if part.weight is None else part.weight) if scored else 0.0,
        top=top,
        points=usual_points if part.points is None else part.points,
        options=tuple(Option(o.id, _text(o.title), o.fraction) for o in part.options),
        effects={k: _effect(e) for k, e in part.effects.items()},
        na_allowed=part.na,
        scored=scored,
        bonus=part.bonus,
        critical=part.critical,
        applies_if=_facts(part.applies_if),
        source=Source(part.source),
        guide=_guide(part.guide),
        advice=_advice(part.advice),
        evidence=_evidence(part.evidence),
    )


def _top(part: CriterionPart, kind: AnswerKind) -> float:
    if kind is AnswerKind.SCALE:
        return SCALE_TOP if part.top is None else part.top
    return part.target if kind is AnswerKind.COUNT and part.target is not None else 1.0


def _evidence(part: EvidencePart | None) -> EvidenceRule | None:
    if part is None:
        return None
    within = part.within
    then = part.then
    return EvidenceRule(
        by=None if part.by is None else Speaker(part.by),
        window=Window(within.from_s, within.to_s, within.first_pct, within.last_pct, within.last_s)
        if within
        else Window(),
        any=tuple(part.any),
        all=tuple(part.all),
        none=tuple(part.none),
        count=tuple(part.count),
        absent=tuple(part.absent),
        after=part.after,
        within_turns=part.within_turns,
        then=Follow(Speaker(then.by), tuple(then.any), then.within_turns) if then else None,
        at_least=part.at_least,
        metrics=tuple(MetricBound(m.metric, m.at_least, m.at_most) for m in part.metrics),
        detector=part.detector,
    )


def _effect(part: EffectPart) -> Effect:
    return Effect(EffectKind.CAP, part.cap) if part.kind is None else Effect(EffectKind(part.kind))


def _pass_rule(part: PassPart | None) -> PassRule | None:
    if part is None:
        return None
    return PassRule(part.mean_at_least, part.critical_at_least, tuple(part.required))


def _advice(part: AdvicePart | None) -> Advice | None:
    if part is None:
        return None
    return Advice(_text(part.consequence), _text(part.client_hears), _text(part.say_instead))


def _guide(part: GuidePart | None) -> Guide:
    if part is None:
        return Guide()
    return Guide(_optional(part.yes), _optional(part.no), _optional(part.na))


def _optional(part: TextPart | None) -> Text | None:
    return None if part is None else _text(part)


def _text(part: TextPart) -> Text:
    return Text(part.ru, part.en)


def _facts(part: dict[FactName, list[str]]) -> dict[str, tuple[str, ...]]:
    return {fact: tuple(values) for fact, values in part.items()}
