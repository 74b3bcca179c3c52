"""Writes a report as one self-contained HTML file: no script, nothing loaded from outside."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from qcdesk.reports.behind_page import behind_page
from qcdesk.reports.card import ManagerCard
from qcdesk.reports.card_tables import calls_table, objections_table, step_result
from qcdesk.reports.cleaning import clean
from qcdesk.reports.estimates import Estimate
from qcdesk.reports.findings import Incident
from qcdesk.reports.handouts import Handout
from qcdesk.reports.labels import card_labels, owner_labels
from qcdesk.reports.labels_handouts import handout_labels
from qcdesk.reports.owner import OwnerReport
from qcdesk.reports.owner_more import work_rows
from qcdesk.reports.owner_tables import audit_sentence, owner_tables, verify_sentence
from qcdesk.reports.pictures import interval_picture, trend_picture
from qcdesk.reports.tables import Cells, Medium, Table
from qcdesk.reports.trends import TrendPoint
from qcdesk.reports.wording import Wording, capital

if TYPE_CHECKING:
    from jinja2 import Environment


_PAGE_INCIDENTS = 60


def card_page(card: ManagerCard) -> bytes:
    """The card as a page, UTF-8; the same content gives the same bytes."""
    label, wording = card_labels(card.language), Wording(card.language)
    return _render(
        "card.html.j2",
        language=card.language,
        title=f"{label['document']} · {card.sales_manager} · {wording.days(card.period)}",
        card=card,
        clips=card.clips,
        anchors=frozenset(f"call-{c.call}" for c in card.calls),
        label=label,
        wording=wording,
        zone=Cells(wording).zone(card.zone, card.zone_proven),
        calls=calls_table(card).seen_in(Medium.PAGE),
        objections=objections_table(card).seen_in(Medium.PAGE),
        step_result=step_result(card, label, wording),
    )


def owner_page(report: OwnerReport, tables: Mapping[str, Table] | None = None) -> bytes:
    """The owner's report as a page, UTF-8; the same content gives the same bytes.

    Args:
        tables: those of `owner_tables`, where they are made already.
    """
    label, wording = owner_labels(report.language), Wording(report.language)
    tables = tables or owner_tables(report)
    seen = {name: t.seen_in(Medium.PAGE) for name, t in tables.items()}
    critical, flags = _numbered(report, critical=True), _numbered(report, critical=False)
    behind = behind_page(report, seen, label, wording)
    return _render(
        "owner.html.j2",
        language=report.language,
        title=f"{label['document']} · {report.company} · {wording.days(report.period)}",
        report=report,
        clips=report.clips,
        anchors=behind.anchors | {place for place, _item in (*critical, *flags)},
        places=behind.places,
        behind=behind,
        label=label,
        wording=wording,
        tables=seen,
        sizes={name: len(t.rows) for name, t in tables.items()},
        audit=audit_sentence(report),
        verify=verify_sentence(report),
        work=work_rows(report, label, wording),
        zones=(report.zones.yellow, report.zones.green),
        pictures=_Pictures(label, wording),
        critical=critical,
        flags=flags,
        first_of=_first_of(report),
    )


def handout_page(handout: Handout) -> bytes:
    """A file for the head of sales or for HR as a page, UTF-8."""
    label, wording = handout_labels(handout.language), Wording(handout.language)
    return _render(
        "handout.html.j2",
        language=handout.language,
        title=f"{handout.title} · {handout.company} · {wording.days(handout.period)}",
        handout=handout,
        clips={},
        anchors=frozenset(),
        label=label,
        wording=wording,
        tables=[t.seen_in(Medium.PAGE) for t in handout.tables],
    )


def _numbered(report: OwnerReport, *, critical: bool) -> list[tuple[str, Incident]]:
    """The incidents a page shows, each with the name of its place."""
    found = ((f"incident-{n}", i) for n, i in enumerate(report.incidents, 1) if i.critical is critical)
    return list(islice(found, _PAGE_INCIDENTS))


def _first_of(report: OwnerReport) -> dict[tuple[str, str], str]:
    """Title and effect of a critical error → the place of the first call with it."""
    found: dict[tuple[str, str], str] = {}
    for number, item in enumerate(report.incidents, 1):
        found.setdefault((item.title, item.effect), f"incident-{number}")
    return found


class _Pictures:
    """Charts for the templates, as markup."""

    def __init__(self, label: Mapping[str, str], wording: Wording) -> None:
        self._label, self._wording = label, wording

    def interval(self, estimate: Estimate, marks: Sequence[float]) -> Any:
        return _markup(interval_picture(estimate, marks))

    def trend(self, points: Sequence[TrendPoint], which: str) -> Any:
        chosen = [(p.period.name, p.result if which == "result" else p.clean) for p in points]
        title = self._label["overall" if which == "result" else "clean"]
        return _markup(trend_picture(chosen, title, self._wording, 1.0 if which == "result" else 100.0))


def _markup(svg: str) -> Any:
    from markupsafe import Markup

    return Markup(svg)  # noqa: S704  made by `pictures`, which escapes what people wrote


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
    made.filters["capital"] = capital
    made.filters["base64"] = lambda content: b64encode(content).decode()
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
