"""Rules a checklist keeps beside its shape: unique ids, known answers, weights that count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qcdesk.checklists.evidence_rules import evidence_problems
from qcdesk.domain.drafting import Place, Problem
from qcdesk.i18n import _

if TYPE_CHECKING:
    from qcdesk.checklists.schema import ChecklistPart, CriterionPart, EffectPart


def problems(
    part: ChecklistPart, known_patterns: frozenset[str] | None, known_metrics: frozenset[str] | None
) -> Iterator[Problem]:
    """All broken rules of a file whose shape is right; `known_…` is None where names are not checked."""
    yield from _repeated_ids(part)
    for at, criterion in _criteria(part):
        yield from _criterion(at, criterion)
    for i, section in enumerate(part.sections):
        if section.gate:
            yield from _effects(("sections", i, "gate"), section.gate.effects, {"yes", "no"})
    for i, flag in enumerate(part.flags):
        yield from _flag_effect(("flags", i, "effect"), flag.effect)
    yield from _whole(part)
    yield from evidence_problems(part, known_patterns, known_metrics)


def _criteria(part: ChecklistPart) -> Iterator[tuple[Place, CriterionPart]]:
    for i, section in enumerate(part.sections):
        for j, criterion in enumerate(section.criteria):
            yield ("sections", i, "criteria", j), criterion


def _ids(part: ChecklistPart) -> Iterator[tuple[Place, str]]:
    for i, section in enumerate(part.sections):
        yield ("sections", i, "id"), section.id
        if section.gate:
            yield ("sections", i, "gate", "id"), section.gate.id
        for j, criterion in enumerate(section.criteria):
            yield ("sections", i, "criteria", j, "id"), criterion.id
    for i, flag in enumerate(part.flags):
        yield ("flags", i, "id"), flag.id


def _repeated_ids(part: ChecklistPart) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, name in _ids(part):
        if name in seen:
            yield at, _("the id “{id}” is used twice in this file").format(id=name)
        seen.add(name)


def _criterion(at: Place, criterion: CriterionPart) -> Iterator[Problem]:
    yield from _weight(at, criterion)
    yield from _keys_of_kind(at, criterion)
    yield from _options(at, criterion)
    yield from _effects(at, criterion.effects, _answers(criterion))


def _weight(at: Place, criterion: CriterionPart) -> Iterator[Problem]:
    scored = criterion.scored and criterion.answer != "text"
    if scored and criterion.weight == 0:
        yield (*at, "weight"), _("weight 0 never counts; write “scored: false” instead")
    if not scored and criterion.weight:
        yield (*at, "weight"), _("a criterion that is not scored has no weight")
    if not scored and criterion.bonus:
        yield (*at, "bonus"), _("a criterion that is not scored cannot be a bonus")


def _keys_of_kind(at: Place, criterion: CriterionPart) -> Iterator[Problem]:
    if criterion.top is not None and criterion.answer != "scale":
        yield (*at, "top"), _("only “answer: scale” has a top")
    if criterion.top is not None and criterion.top % 1:
        yield (*at, "top"), _("must be a whole number")
    if criterion.target is not None and criterion.answer != "count":
        yield (*at, "target"), _("only “answer: count” has a target")
    if criterion.target is None and criterion.answer == "count":
        yield at, _("“answer: count” needs a target, the number that earns the full weight")
    if criterion.options and criterion.answer != "choice":
        yield (*at, "options"), _("only “answer: choice” has options")
    if criterion.answer == "choice" and len(criterion.options) < 2:
        yield at, _("“answer: choice” needs at least two options")


def _options(at: Place, criterion: CriterionPart) -> Iterator[Problem]:
    seen: set[str] = set()
    for i, option in enumerate(criterion.options):
        if option.id in seen:
            yield (*at, "options", i, "id"), _("two options have the id “{id}”").format(id=option.id)
        if option.id == "na":
            yield (*at, "options", i, "id"), _("“na” is the answer “not applicable”; choose another id")
        seen.add(option.id)


def _answers(criterion: CriterionPart) -> set[str] | None:
    """The answers an effect can be tied to; None: any whole number from 0."""
    if criterion.answer == "yes_no":
        return {"yes", "no"}
    if criterion.answer == "scale":
        return {str(v) for v in range(int(min(criterion.top or 5, 1000)) + 1)}
    if criterion.answer == "choice":
        return {o.id for o in criterion.options}
    return None if criterion.answer == "count" else set()


def _effects(at: Place, effects: dict[str, EffectPart], answers: set[str] | None) -> Iterator[Problem]:
    for answer, effect in effects.items():
        here = (*at, "effects", answer)
        if answers is None:
            if not answer.isdecimal():
                yield here, _("an effect of a count is tied to a whole number")
        elif answer not in answers:
            allowed = ", ".join(sorted(answers)) or "–"
            yield (
                here,
                _("there is no answer “{answer}”; there are: {allowed}").format(
                    answer=answer, allowed=allowed
                ),
            )
        yield from _effect(here, effect)


def _effect(at: Place, effect: EffectPart) -> Iterator[Problem]:
    if (effect.kind is None) == (effect.cap is None):
        yield at, _("must be fatal, fatal_section, note or {cap: 70}")


def _flag_effect(at: Place, effect: EffectPart) -> Iterator[Problem]:
    yield from _effect(at, effect)
    if effect.kind == "fatal_section":
        yield at, _("a flag belongs to no section; use fatal, a cap or note")


def _whole(part: ChecklistPart) -> Iterator[Problem]:
    if part.zones.yellow > part.zones.green:
        yield ("zones", "yellow"), _("the yellow zone must begin below the green one")
    if not any(c.scored and not c.bonus and c.answer != "text" for _at, c in _criteria(part)):
        yield ("sections",), _("no criterion is scored, so there would never be a result")
    if part.pass_rule:
        known = {c.id for _at, c in _criteria(part)}
        for i, name in enumerate(part.pass_rule.required):
            if name not in known:
                yield ("pass_rule", "required", i), _("there is no criterion “{id}”").format(id=name)
