"""What is done with reports: months that have reviews, what a period holds, writing the files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from qcdesk.domain.call import CallState
from qcdesk.domain.period import Period
from qcdesk.services.gathering import material
from qcdesk.services.reporting import Audience, Wish
from ui.ops.context import Context
from ui.ops.operation import LongOperation, Operation
from ui.texts import _


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is to report about in a period: reviewed calls of each sales manager."""

    reviewed: dict[str, int]

    @property
    def reviews(self) -> int:
        """In all."""
        return sum(self.reviewed.values())


def months(context: Context) -> Operation[list[str]]:
    """Months with reviewed calls, the latest first, as `2026-10`."""

    def work() -> list[str]:
        with context.desk.database.read() as tx:
            days = [c.facts.started_at for c in tx.calls.all(states=(CallState.REVIEWED,))]
        return sorted({f"{day:%Y-%m}" for day in days if day}, reverse=True)

    return Operation(context, work)


def overview(context: Context, period: Period) -> Operation[Overview]:
    """Looks at what a period holds."""

    def work() -> Overview:
        desk = context.desk
        found = material(desk.database, period, desk.report_options())
        counted = Counter(one.sales_manager for one in found.reviewed if one.counts)
        return Overview(dict(sorted(counted.items())))

    return Operation(context, work)


def write(
    context: Context, audience: Audience, period: Period, folder: Path, names: list[str] | None
) -> LongOperation[list[Path]]:
    """Writes the files for one kind of reader; `names`: of these sales managers only."""
    wish = Wish(audience, period, folder, context.desk.report_options(), names)
    return LongOperation(context, _("Writing reports"), lambda: context.desk.write_reports(wish))


def preview(
    context: Context, audience: Audience, period: Period, folder: Path, name: str
) -> LongOperation[bytes]:
    """Makes what would stand on paper, as a PDF; of one sales manager where cards are chosen."""
    names = [name] if audience is Audience.MANAGERS else None
    wish = Wish(audience, period, folder, context.desk.report_options(), names)
    return LongOperation(context, _("Preparing the preview"), lambda: context.desk.preview_report(wish))
