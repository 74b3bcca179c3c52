"""What stands behind the figures of the owner's report: each call, and each call that missed a criterion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qcdesk.domain.call import Exclusion
from qcdesk.reports.card import CallLine, call_line
from qcdesk.reports.findings import Example, example_of
from qcdesk.reports.marks import Key, Mark
from qcdesk.reports.material import ExcludedCall, ReviewedCall
from qcdesk.reports.privacy import Privacy


@dataclass(frozen=True, slots=True)
class MissedCall:
    """One call that missed one criterion, and the words that show it."""

    key: Key
    title: str
    sales_manager: str
    example: Example


@dataclass(frozen=True, slots=True)
class Listed:
    """One call behind the averages."""

    sales_manager: str
    line: CallLine


@dataclass(frozen=True, slots=True)
class NotScored:
    """One call that is counted and not scored."""

    sales_manager: str
    line: CallLine
    reason: Exclusion


@dataclass(frozen=True, slots=True)
class Behind:
    """Where the figures lead.

    Attributes:
        calls: by sales manager, inside of him by time.
        missed: by criterion, the weakest first.
        not_scored: by reason.
    """

    calls: tuple[Listed, ...]
    missed: tuple[MissedCall, ...]
    not_scored: tuple[NotScored, ...]

    def missed_in(self) -> dict[int, list[MissedCall]]:
        """Number of a call → what it missed."""
        found: dict[int, list[MissedCall]] = defaultdict(list)
        for item in self.missed:
            found[item.example.call].append(item)
        return found


def behind(
    scored: Sequence[ReviewedCall],
    marks: Iterable[Mark],
    order: Sequence[Key],
    excluded: Iterable[ExcludedCall],
    language: str,
    privacy: Privacy,
) -> Behind:
    """The calls behind the figures.

    Args:
        scored: the reviews in the averages, in the order of their calls.
        order: criteria, the weakest first.
    """
    place = {key: n for n, key in enumerate(order)}
    same = {key: key for key in order}
    missed = sorted((m for m in marks if m.missed), key=lambda m: (place[m.key], m.item.sales_manager))
    return Behind(
        calls=tuple(
            Listed(r.sales_manager, call_line(r, language, privacy))
            for r in sorted(scored, key=lambda r: r.sales_manager)
        ),
        missed=tuple(
            MissedCall(
                same[m.key],
                m.criterion.title.to(language),
                m.item.sales_manager,
                example_of(m.item, m.answer, privacy),
            )
            for m in missed
        ),
        not_scored=tuple(
            NotScored(e.call.facts.sales_manager or "", _bare(e, privacy), e.reason)
            for e in sorted(excluded, key=lambda e: (e.reason, e.call.id))
        ),
    )


def _bare(item: ExcludedCall, privacy: Privacy) -> CallLine:
    call = item.call
    phone = privacy.phone(call.facts.client_phone)
    return CallLine(call.id, call.facts.started_at, phone, call.audio.duration_s, None, None, (), "")
