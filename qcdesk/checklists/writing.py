"""Writes a checklist back into the form of its file; reading that gives the same version."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from qcdesk.checklists.build import SCALE_TOP
from qcdesk.domain.checklist import (
    Advice,
    AnswerKind,
    Checklist,
    Criterion,
    Effect,
    EffectKind,
    Flag,
    Guide,
    Section,
    Source,
)
from qcdesk.domain.drafting import Plain
from qcdesk.domain.evidence import EvidenceRule, Window
from qcdesk.domain.text import Text


def to_plain(checklist: Checklist) -> Plain:
    """The keys and values of the file; what is as usual is left out."""
    rule = checklist.pass_rule
    return _filled(
        id=checklist.id,
        title=_text(checklist.title),
        applies_if=_lists(checklist.applies_if),
        min_talk_s=checklist.min_talk_s or None,
        zones={"green": checklist.zones.green, "yellow": checklist.zones.yellow},
        method=str(checklist.method),
        bonus_capped=None if checklist.bonus_capped else False,
        pass_rule=rule
        and _filled(
            mean_at_least=rule.mean_at_least,
            critical_at_least=rule.critical_at_least,
            required=list(rule.required) or None,
        ),
        sections=[_section(section) for section in checklist.sections],
        flags=[_flag(flag) for flag in checklist.flags] or None,
    )


def to_yaml(plain: Mapping[str, Any]) -> str:
    """The text of the file."""
    from ruamel.yaml import YAML

    out = StringIO()
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(dict(plain), out)
    return out.getvalue()


def _section(section: Section) -> Plain:
    return _filled(
        id=section.id,
        title=_text(section.title),
        weight=section.weight,
        gate=section.gate and _gate(section.gate),
        criteria=[_criterion(criterion) for criterion in section.criteria],
    )


def _gate(gate: Criterion) -> Plain:
    return _filled(
        id=gate.id,
        title=_text(gate.title),
        na=gate.na_allowed or None,
        effects=_effects(gate.effects),
        guide=_guide(gate.guide),
        evidence=gate.evidence and _evidence(gate.evidence),
    )


def _criterion(criterion: Criterion) -> Plain:
    kind = criterion.kind
    usual_points = criterion.top if kind is AnswerKind.SCALE else 1.0
    return _filled(
        id=criterion.id,
        title=_text(criterion.title),
        answer=str(kind),
        weight=criterion.weight if criterion.scored else None,
        top=criterion.top if kind is AnswerKind.SCALE and criterion.top != SCALE_TOP else None,
        target=criterion.top if kind is AnswerKind.COUNT and criterion.top != 1.0 else None,
        points=criterion.points if criterion.points != usual_points else None,
        options=[
            {"id": o.id, "title": _text(o.title), "fraction": float(o.fraction)} for o in criterion.options
        ]
        or None,
        effects=_effects(criterion.effects),
        na=criterion.na_allowed or None,
        scored=False if not criterion.scored and kind is not AnswerKind.TEXT else None,
        bonus=criterion.bonus or None,
        critical=criterion.critical or None,
        applies_if=_lists(criterion.applies_if),
        source=str(criterion.source) if criterion.source is not Source.AUDIO else None,
        guide=_guide(criterion.guide),
        advice=criterion.advice and _advice(criterion.advice),
        evidence=criterion.evidence and _evidence(criterion.evidence),
    )


def _flag(flag: Flag) -> Plain:
    return _filled(
        id=flag.id,
        title=_text(flag.title),
        effect=_effect(flag.effect),
        evidence=flag.evidence and _evidence(flag.evidence),
    )


def _effects(effects: Mapping[str, Effect]) -> Plain | None:
    return {answer: _effect(effect) for answer, effect in effects.items()} or None


def _effect(effect: Effect) -> str | Plain:
    return {"cap": effect.cap} if effect.kind is EffectKind.CAP else str(effect.kind)


def _evidence(rule: EvidenceRule) -> Plain:
    window = {name: getattr(rule.window, name) for name in Window.__dataclass_fields__}
    then = rule.then
    return _filled(
        by=rule.by and str(rule.by),
        within=_filled(**window) or None,
        any=list(rule.any) or None,
        all=list(rule.all) or None,
        none=list(rule.none) or None,
        count=list(rule.count) or None,
        absent=list(rule.absent) or None,
        after=rule.after,
        within_turns=rule.within_turns,
        then=then and {"by": str(then.by), "any": list(then.any), "within_turns": then.within_turns},
        at_least=rule.at_least if rule.at_least != 1 else None,
        metrics=[_filled(metric=m.metric, at_least=m.at_least, at_most=m.at_most) for m in rule.metrics]
        or None,
        detector=rule.detector,
    )


def _guide(guide: Guide) -> Plain | None:
    told = {name: getattr(guide, name) for name in ("yes", "no", "na")}
    return {name: _text(text) for name, text in told.items() if text is not None} or None


def _advice(advice: Advice) -> Plain:
    return {
        "consequence": _text(advice.consequence),
        "client_hears": _text(advice.client_hears),
        "say_instead": _text(advice.say_instead),
    }


def _text(text: Text) -> Plain:
    return _filled(ru=text.ru, en=text.en or None)


def _lists(facts: Mapping[str, tuple[str, ...]]) -> Plain | None:
    return {fact: list(values) for fact, values in facts.items()} or None


def _filled(**keys: Any) -> Plain:
    """The keys that hold something."""
    return {key: value for key, value in keys.items() if value is not None}
