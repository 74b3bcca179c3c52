"""What was heard in the calls: words that prove a mark, critical errors, flags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from qcdesk.domain.checklist import Checklist, EffectKind
from qcdesk.domain.review import YES, Answer, Critical
from qcdesk.reports.material import TARGETED, ReviewedCall
from qcdesk.reports.privacy import Privacy
from qcdesk.reports.wording import Wording

_STRONGEST_FIRST = (EffectKind.FATAL, EffectKind.FATAL_SECTION, EffectKind.CAP, EffectKind.NOTE, None)


@dataclass(frozen=True, slots=True)
class Heard:
    """Words of one call, verbatim.

    Attributes:
        at, end: seconds from the start of the recording.
    """

    at: float
    text: str
    end: float = 0.0


@dataclass(frozen=True, slots=True)
class Example:
    """One call in which a mark was given, and what proves it.

    Attributes:
        call: the call's number in the archive.
        when: local time of the call.
        not_said: the reviewer confirmed that it was not said at all.
        comment: the reviewer's own words.
    """

    call: int
    when: datetime | None
    quotes: tuple[Heard, ...]
    not_said: bool
    comment: str


@dataclass(frozen=True, slots=True)
class Incident:
    """A critical error or a flag of one call.

    Attributes:
        kind: the kind of its effect; None for a flag without one.
        effect: what it did to the result, in words.
        targeted: found in a hand-picked review, which enters no average.
    """

    id: str
    title: str
    kind: EffectKind | None
    effect: str
    targeted: bool
    sales_manager: str
    phone: str
    example: Example

    @property
    def critical(self) -> bool:
        """Whether it changed the result of its call."""
        return self.kind not in (None, EffectKind.NOTE)


def example_of(item: ReviewedCall, answer: Answer | None, privacy: Privacy) -> Example:
    """What proves one answer, as the reader of the report may see it."""
    return Example(
        call=item.call.id,
        when=item.call.facts.started_at,
        quotes=tuple(Heard(q.start, privacy.text(q.text), q.end) for q in answer.quotes) if answer else (),
        not_said=answer.not_said if answer else False,
        comment=privacy.text(answer.comment) if answer else "",
    )


def incidents(reviewed: Iterable[ReviewedCall], wording: Wording, privacy: Privacy) -> tuple[Incident, ...]:
    """Critical errors and flags of regular and targeted reviews, the strongest effect first.

    Training and calibration are exercises: what was found there is nobody's fault.
    """
    found = [i for r in reviewed if r.counts or _targeted(r) for i in _incidents(r, wording, privacy)]
    return tuple(sorted(found, key=_strength))


def _strength(incident: Incident) -> int:
    return _STRONGEST_FIRST.index(incident.kind)


def _targeted(item: ReviewedCall) -> bool:
    return item.review.purpose == TARGETED and item.call.exclusion is None


def _incidents(item: ReviewedCall, wording: Wording, privacy: Privacy) -> Iterator[Incident]:
    answers = {a.criterion: a for a in item.review.answers}
    effective = {c.criterion: c for c in item.review.score.criticals}
    raised = [f.id for f in item.checklist.flags if f.id in answers and answers[f.id].value == YES]
    for found in dict.fromkeys((*effective, *raised)):
        critical = effective.get(found)
        yield Incident(
            id=found,
            title=title_of(item.checklist, found, wording.language),
            kind=critical.effect.kind if critical else None,
            effect=wording.effect(critical.effect) if critical else "",
            targeted=_targeted(item),
            sales_manager=item.sales_manager,
            phone=privacy.phone(item.call.facts.client_phone),
            example=example_of(item, answers.get(found), privacy),
        )


def changes_result(critical: Critical) -> bool:
    """Whether the effect is more than a remark."""
    return critical.effect.kind is not EffectKind.NOTE


def title_of(checklist: Checklist, id: str, language: str) -> str:
    """The title of a criterion, gate or flag; its id where the checklist has none such."""
    named = checklist.criterion(id) or checklist.flag(id)
    return named.title.to(language) if named else id
