"""Rules that the evidence of a checklist file must keep: something to look for, known names, real windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from qcdesk.domain.drafting import Place, Problem
from qcdesk.i18n import _

if TYPE_CHECKING:
    from qcdesk.checklists.schema import BoundPart, ChecklistPart, EvidencePart, WindowPart


def evidence_problems(
    part: ChecklistPart, known_patterns: frozenset[str] | None, known_metrics: frozenset[str] | None
) -> Iterator[Problem]:
    """All broken rules of evidence; `known_…` is None where names are not checked."""
    for at, evidence in _all_evidence(part):
        here = (*at, "evidence")
        yield from _purpose(here, evidence)
        if evidence.within:
            yield from _window((*here, "within"), evidence.within)
        for i, bound in enumerate(evidence.metrics):
            yield from _bound((*here, "metrics", i), bound, known_metrics)
        for location, name in _patterns(here, evidence):
            if known_patterns is not None and name not in known_patterns:
                yield location, _("there is no pattern “{name}”").format(name=name)


def _all_evidence(part: ChecklistPart) -> Iterator[tuple[Place, EvidencePart]]:
    for i, section in enumerate(part.sections):
        if section.gate and section.gate.evidence:
            yield ("sections", i, "gate"), section.gate.evidence
        for j, criterion in enumerate(section.criteria):
            if criterion.evidence:
                yield ("sections", i, "criteria", j), criterion.evidence
    for i, flag in enumerate(part.flags):
        if flag.evidence:
            yield ("flags", i), flag.evidence


def _purpose(at: Place, evidence: EvidencePart) -> Iterator[Problem]:
    sought = (evidence.any, evidence.all, evidence.none, evidence.count, evidence.absent, evidence.metrics)
    if not any(sought) and evidence.detector is None:
        yield at, _("says nothing to look for: give any, all, none, count, absent, metrics or detector")
    if evidence.within_turns is not None and evidence.after is None:
        yield (*at, "within_turns"), _("counts turns after a pattern; give “after” too")
    if evidence.then is not None and not (evidence.any or evidence.all):
        yield (*at, "then"), _("follows something said; give “any” too")


def _window(at: Place, window: WindowPart) -> Iterator[Problem]:
    if window.from_s is not None and window.to_s is not None and window.to_s <= window.from_s:
        yield (*at, "to_s"), _("must be later than from_s")


def _bound(at: Place, bound: BoundPart, known: frozenset[str] | None) -> Iterator[Problem]:
    if bound.at_least is None and bound.at_most is None:
        yield at, _("needs at_least or at_most")
    elif bound.at_least is not None and bound.at_most is not None and bound.at_least > bound.at_most:
        yield at, _("at_least is more than at_most")
    if known is not None and bound.metric not in known:
        yield (*at, "metric"), _("there is no metric “{name}”").format(name=bound.metric)


def _patterns(at: Place, evidence: EvidencePart) -> Iterator[tuple[Place, str]]:
    lists: Iterable[tuple[str, list[str]]] = (
        ("any", evidence.any),
        ("all", evidence.all),
        ("none", evidence.none),
        ("count", evidence.count),
        ("absent", evidence.absent),
    )
    for key, names in lists:
        for i, name in enumerate(names):
            yield (*at, key, i), name
    if evidence.after is not None:
        yield (*at, "after"), evidence.after
    if evidence.then is not None:
        for i, name in enumerate(evidence.then.any):
            yield (*at, "then", "any", i), name
