"""The arithmetic of a review in work: what is earned so far, and what a finished one would be refused for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qcdesk.domain.checklist import Checklist, Criterion, Section
from qcdesk.domain.review import Answer, Score
from qcdesk.scoring.answers import Facts, criterion_applies, must_be_answered, section_applies
from qcdesk.scoring.arithmetic import score
from qcdesk.services.reviewing import needs_proof


@dataclass(frozen=True, slots=True)
class Running:
    """A review in work.

    Attributes:
        score: as it stands; without totals while something is unanswered.
        raw, final: totals of what is answered so far, 0…100; None while nothing is.
        unproved: ids of answers that still need a quote or the mark that nothing was said.
    """

    score: Score
    raw: float | None
    final: float | None
    unproved: tuple[str, ...]


def running(checklist: Checklist, answers: Sequence[Answer], facts: Facts) -> Running:
    """Scores what is answered, as if the rest were not in the checklist.

    Raises:
        ReviewRefused: an answer the checklist does not know or allow.
    """
    given = {a.criterion: a for a in answers}
    whole = score(checklist, given, facts)
    so_far = whole if not whole.unanswered else score(_answered(checklist, given), given, facts)
    return Running(whole, so_far.raw, so_far.final, needs_proof(checklist, answers, whole))


def asked(checklist: Checklist, answers: Sequence[Answer], facts: Facts) -> tuple[str, ...]:
    """Ids of what must be answered as things stand, in order: closed sections ask for their gate only."""
    given = {a.criterion: a for a in answers}
    out: list[str] = []
    for section in checklist.sections:
        if section.gate is not None and criterion_applies(section.gate, facts):
            out.append(section.gate.id)
        if section_applies(section, given, facts):
            out += [c.id for c in section.criteria if criterion_applies(c, facts)]
    return tuple(out)


def _answered(checklist: Checklist, given: Mapping[str, Answer]) -> Checklist:
    return replace(checklist, sections=tuple(_part(section, given) for section in checklist.sections))


def _part(section: Section, given: Mapping[str, Answer]) -> Section:
    def kept(criterion: Criterion) -> bool:
        return criterion.id in given or not must_be_answered(criterion)

    gate = section.gate if section.gate is not None and section.gate.id in given else None
    return replace(section, gate=gate, criteria=tuple(c for c in section.criteria if kept(c)))
