"""Writes a report as one self-contained HTML file: no script, nothing loaded from outside."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from qcdesk.reports.card import ManagerCard
from qcdesk.reports.card_tables import calls_table, incidents_table, step_result
from qcdesk.reports.cleaning import clean
from qcdesk.reports.estimates import Estimate
from qcdesk.reports.labels import card_labels, owner_labels
from qcdesk.reports.owner import OwnerReport
from qcdesk.reports.owner_tables import audit_sentence, owner_tables
from qcdesk.reports.tables import Cells, Medium
from qcdesk.reports.wording import Wording

if TYPE_CHECKING:
    from jinja2 import Environment


def card_page(card: ManagerCard) -> bytes:
    """The card as a page, UTF-8; the same content gives the same bytes."""
    label, wording = card_labels(card.language), Wording(card.language)
    incidents = incidents_table(card.incidents, "incidents", label["incidents"], label, wording, named=False)
    return _render(
        "card.html.j2",
        language=card.language,
        title=f"{label['document']} · {card.sales_manager} · {wording.days(card.period)}",
        card=card,
        label=label,
        wording=wording,
        zone=Cells(wording).zone(card.zone, card.zone_proven),
        calls=calls_table(card).seen_in(Medium.PAGE),
        incidents=incidents.seen_in(Medium.PAGE),
        step_result=step_result(card, label, wording),
    )


def owner_page(report: OwnerReport) -> bytes:
    """The owner's report as a page, UTF-8; the same content gives the same bytes."""
    label, wording = owner_labels(report.language), Wording(report.language)
    tables = owner_tables(report)
    return _render(
        "owner.html.j2",
        language=report.language,
        title=f"{label['document']} · {report.company} · {wording.days(report.period)}",
        report=report,
        label=label,
        wording=wording,
        tables={name: t.seen_in(Medium.PAGE) for name, t in tables.items()},
        sizes={name: len(t.rows) for name, t in tables.items()},
        audit=audit_sentence(report),
    )


def _render(template: str, **content: Any) -> bytes:
    return _environment().get_template(template).render(**content).encode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("qcdesk.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
    )
    made.globals["bar"] = _bar
    return made


def _finalize(value: Any) -> Any:
    # Markup is a str too, and must stay one
    return clean(value) if type(value) is str else value


def _bar(estimate: Estimate, scale: int) -> dict[str, str] | None:
    """Where the interval begins, how wide it is and where the mean lies, in per cent of the scale.

    Args:
        scale: 1 for results 0…100, 100 for shares 0…1.
    """
    if estimate.value is None:
        return None
    low = scale * (estimate.value if estimate.low is None else estimate.low)
    high = scale * (estimate.value if estimate.high is None else estimate.high)
    return {"left": f"{low:.1f}", "width": f"{high - low:.1f}", "at": f"{scale * estimate.value:.1f}"}
