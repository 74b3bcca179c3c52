"""The owner's report on paper: page one first."""

from __future__ import annotations

from collections.abc import Mapping

from qcdesk.reports.estimates import Estimate
from qcdesk.reports.labels import owner_labels
from qcdesk.reports.owner import CriticalCount, OwnerReport
from qcdesk.reports.owner_more import work_rows
from qcdesk.reports.owner_tables import audit_sentence, owner_tables, verify_sentence
from qcdesk.reports.paper import blocks as page
from qcdesk.reports.paper.writer import Block, pdf, together
from qcdesk.reports.pictures import trend_picture
from qcdesk.reports.tables import Column, Kind, Medium, Table
from qcdesk.reports.wording import Wording, capital

_FIRST_CAUSES = 3
_FEWEST_UNSAID = min(b.sentences for b in page.BRIEFS)
"""What page one may have cut stands whole further below."""
_MOST_INCIDENTS = 60


def owner_pdf(report: OwnerReport, tables: Mapping[str, Table] | None = None) -> bytes:
    """The report as a PDF: what it says is that of the page, without sound.

    Args:
        tables: those of `owner_tables`, where they are made already.
    """
    label, wording = owner_labels(report.language), Wording(report.language)
    return pdf(
        language=report.language,
        title=together(label["document"], report.company, wording.days(report.period)),
        kind=label["document"],
        heading=report.company or label["document"],
        facts=[wording.days(report.period), f"{label['made']} {wording.moment(report.made_at)}"],
        made_at=report.made_at,
        author=report.company,
        blocks=_rest(report, tables or owner_tables(report), label, wording),
        first=[_first_page(report, label, wording, brief) for brief in page.BRIEFS],
    )


def _first_page(
    report: OwnerReport, label: Mapping[str, str], wording: Wording, brief: page.Brief
) -> list[Block]:
    out = [_figures(report, label, wording)]
    if not report.totals.reviewed:
        out.append(page.text(label["no_data"]))
    out.append(page.heading(label["listened"]))
    shown = [_critical(c, report, label, wording, brief) for c in report.criticals[: brief.grave]]
    out += [page.columns(*([x] for x in shown[i : i + 2])) for i in range(0, len(shown), 2)]
    if not shown:
        out.append(page.text(label["no_criticals"], soft=True))
    if len(report.criticals) > brief.grave:
        out.append(page.note(label["more_criticals"].format(n=len(report.criticals))))
    work = [page.heading(label["work"]), page.facts(work_rows(report, label, wording))]
    out.append(page.columns(_causes(report, label, wording, brief), work))
    unsaid = report.unsaid[: brief.sentences] or (label["unsaid_none"],)
    out += [page.heading(label["unsaid"]), page.points(("", brief.sentence(s)) for s in unsaid)]
    more = len(report.unsaid) > brief.sentences
    return [*out, page.note(label["more_unsaid"].format(n=len(report.unsaid)))] if more else out


def _figures(report: OwnerReport, label: Mapping[str, str], wording: Wording) -> Block:
    totals = report.totals
    share = totals.reviewed / totals.calls if totals.calls else None
    plan = (
        [page.toned(f"{label['of_plan']}: {wording.of(totals.reviewed, totals.planned)}", "soft")]
        if totals.planned is not None
        else []
    )
    return page.figures(
        [
            page.figure(
                label["overall"],
                wording.number(totals.result.value, 0),
                wording.result(totals.result).partition("\u00a0")[2],
                totals.result,
                _compared(
                    totals.result,
                    totals.result_before,
                    wording.result(totals.result_before),
                    totals.result_change,
                    label,
                    wording,
                ),
            ),
            page.figure(
                label["clean"],
                wording.percent(totals.clean.value),
                wording.share(totals.clean).removeprefix(wording.percent(totals.clean.value)).strip("\u00a0"),
                totals.clean,
                _compared(
                    totals.clean,
                    totals.clean_before,
                    wording.share(totals.clean_before),
                    totals.clean_change,
                    label,
                    wording,
                ),
                scale=100.0,
            ),
            page.figure(
                label["coverage"],
                wording.percent(share),
                wording.of(totals.reviewed, totals.calls),
                None,
                plan,
            ),
        ]
    )


def _compared(
    now: Estimate, before: Estimate, shown: str, change: str, label: Mapping[str, str], wording: Wording
) -> list[page.Toned]:
    lines = []
    if now.n:
        lines.append(page.toned(label["n_calls"].format(n=wording.of(now.n, now.population)), "soft"))
    if now.n and now.low is None:
        lines.append(page.toned(label["exact"] if now.is_exact else label["no_interval"], "soft"))
    if change:
        lines.append(page.toned(f"{label['before']}: {shown}, {label['n_calls'].format(n=before.n)}", "soft"))
        lines.append(page.toned(wording.verdict(change), change))
    return lines


def _critical(
    found: CriticalCount,
    report: OwnerReport,
    label: Mapping[str, str],
    wording: Wording,
    brief: page.Brief,
) -> Block:
    aside = [page.toned(found.effect, "red"), page.toned(label["n_calls"].format(n=found.calls), "soft")]
    if found.targeted:
        aside.append(page.toned(label["of_them_targeted"].format(n=found.targeted), "soft"))
    heard = page.quote(found.shown.example, report.clips, label, wording, short=True, brief=brief)
    return page.finding(brief.of(found.title), aside, [heard])


def _causes(
    report: OwnerReport, label: Mapping[str, str], wording: Wording, brief: page.Brief
) -> list[Block]:
    causes = [c for c in report.criteria if c.system_cause]
    out = [page.heading(label["system_causes"])]
    if not causes:
        return [*out, page.text(label["no_system_causes"], soft=True)]
    told = []
    for cause in causes[:_FIRST_CAUSES]:
        missed = f"{label['missed_in']} {wording.of(cause.missed, cause.applicable)}"
        people = f"{label['people_failing']}: {wording.of(cause.failing, cause.people)}"
        told.append((brief.of(cause.title), f"{missed} · {people}"))
    out += [page.note(label["system_note"]), page.points(told)]
    more = len(causes) - _FIRST_CAUSES
    return [*out, page.note(label["more_causes"].format(n=more))] if more > 0 else out


def _rest(
    report: OwnerReport, tables: Mapping[str, Table], label: Mapping[str, str], wording: Wording
) -> list[Block]:
    none = label["none"]
    out: list[Block] = [page.heading(label["groups"]), page.note(label["groups_note"], sticky=True)]
    for group, people in report.groups:
        out.append(page.heading(f"{capital(wording.group(group))} ({len(people)})", 3))
        lines = (
            (p.name, p.result, f"{wording.result(p.result)}, {wording.of(p.result.n, p.result.population)}")
            for p in people
        )
        out.append(page.rows(lines, (report.zones.yellow, report.zones.green)))
    out += page.section(tables["people"], none)
    out += _heat(tables["heat"], none)
    out += _trends(report, label, wording)
    out += page.section(tables["criteria"], none)
    for name, critical in (("criticals", True), ("flags", False)):
        found = [i for i in report.incidents if i.critical is critical]
        out.append(page.heading(tables[name].title))
        out += [page.incident(i, report.clips, label, wording, named=True) for i in found[:_MOST_INCIDENTS]]
        if not found:
            out.append(page.text(label["no_criticals"] if critical else none, soft=True))
        elif len(found) > _MOST_INCIDENTS:
            out.append(page.note(label["more_rows"].format(n=len(found))))
    out += page.section(tables["coverage"], none)
    out.append(page.columns(page.section(tables["excluded"], none), page.section(tables["apart"], none)))
    for name in ("trainees", *(t.id for t in report.around), "reviewers", "agreement", "changes", "versions"):
        out += page.section(tables[name], none)
    out += [page.heading(label["rule"]), *page.rule(report.rule)]
    if report.example:
        out += page.section(tables["example"], none)
    if len(report.unsaid) > _FEWEST_UNSAID or any(len(s) > page.LONG_SENTENCE for s in report.unsaid):
        out += [page.heading(label["unsaid"]), page.points(("", s) for s in report.unsaid)]
    out.append(page.heading(label["audit"]))
    return [*out, page.note(audit_sentence(report)), page.note(verify_sentence(report))]


def _heat(content: Table, none: str) -> list[Block]:
    """The map with numbers over its columns, and what the numbers stand for."""
    if not content.rows:
        return [page.heading(content.title), page.text(none, soft=True)]
    content = content.seen_in(Medium.PAGE)
    legend = [page.note(f"{i}. {c.title}") for i, c in enumerate(content.columns[1:], 1)]
    half = -(-len(legend) // 2)
    short = (content.columns[0], *(Column(str(i), Kind.WHOLE) for i in range(1, len(legend) + 1)))
    numbered = Table(content.id, content.title, short, content.rows)
    parts = page.columns(legend[:half], legend[half:])
    return [page.heading(content.title), page.note(content.note, sticky=True), parts, page.table(numbered)]


def _trends(report: OwnerReport, label: Mapping[str, str], wording: Wording) -> list[Block]:
    out = [page.heading(label["trend"])]
    if len(report.trend) < 2:
        return [*out, page.text(label["no_trend"], soft=True)]
    parts = []
    for title, scale, found in (
        (label["overall"], 1.0, [(p.period.name, p.result) for p in report.trend]),
        (f"{label['clean']}, %", 100.0, [(p.period.name, p.clean) for p in report.trend]),
    ):
        alt = f"{title}: " + "; ".join(f"{n} {wording.number(scale * (e.value or 0), 0)}" for n, e in found)
        svg = trend_picture(found, title, wording, scale)
        parts.append([page.image(title, svg, alt)] if svg else [])
    return [*out, page.note(label["trend_note"], sticky=True), page.columns(*parts)]
