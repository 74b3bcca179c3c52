"""Commands about how far hints can be trusted, and whether they may fill answers in."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qcdesk.cli.calls import BY
from qcdesk.cli.session import Session
from qcdesk.i18n import _, language

if TYPE_CHECKING:
    from qcdesk.services.accuracy import Line

_CHECKLIST = Annotated[str, typer.Option("--checklist", help=_("Id of the checklist"))]
_CRITERION = Annotated[str, typer.Argument(help=_("Id of the criterion"))]


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command(help=_("Show how often people agreed with the hints, criterion by criterion"))(passport)
    app.command(help=_("Let hints of a criterion fill its answer in, once they are proven; or no longer"))(
        prefill
    )


def passport(
    context: typer.Context,
    checklist: Annotated[str | None, typer.Option(help=_("Id of the checklist; none: all"))] = None,
) -> None:
    """Prints the accuracy passport: every human answer against the hint that stood beside it."""
    from qcdesk.cli.wording import table

    session: Session = context.obj
    chosen = [session.desk.checklist(checklist)] if checklist else session.desk.checklists()
    lines = session.desk.accuracy.passport(chosen)
    headers = ("", _("Criterion"), "n", _("Agreed, %"), _("95 % interval"), _("False yes"), _("False no"),
               _("Lately"), _("May"))  # fmt: skip
    rows = [_row(line) for line in lines if line.record.n or checklist]
    shown = table(headers, rows) if rows else _("No answer stands beside a hint yet: review some calls")
    session.answer({"passport": [_plain(line) for line in lines]}, shown)


def prefill(
    context: typer.Context,
    criterion: _CRITERION,
    checklist: _CHECKLIST,
    threshold: Annotated[float, typer.Option(help=_("Least lower bound of agreement, 0.5 to 0.99"))] = 0.85,
    off: Annotated[bool, typer.Option("--off", help=_("Take the leave back"))] = False,
    by: BY = "",
) -> None:
    """The owner's leave; it is a row of the journal, and works only while accuracy is proven."""
    session: Session = context.obj
    found = session.desk.checklist(checklist)
    if off:
        session.desk.accuracy.forbid(found, criterion, by)
    else:
        session.desk.accuracy.allow(found, criterion, threshold, by)
    line = next(one for one in session.desk.accuracy.passport([found]) if one.criterion == criterion)
    session.answer(_plain(line), f"{criterion}: {_grounds()[str(line.decision.ground)]}")


def _row(line: Line) -> tuple[object, ...]:
    record = line.record
    interval = record.interval
    bounds = f"{100 * interval.low:.0f}–{100 * interval.high:.0f}" if interval else "–"
    agreed = f"{100 * record.agreed / record.n:.0f}" if record.n else "–"
    return (
        f"{line.checklist} {line.criterion}",
        line.title.to(language()),
        record.n,
        agreed,
        bounds,
        record.false_yes,
        record.false_no,
        _verdicts()[str(record.trend.verdict)],
        _grounds()[str(line.decision.ground)],
    )


def _plain(line: Line) -> dict[str, Any]:
    record = line.record
    difference = record.trend.difference
    return {
        "checklist": line.checklist,
        "criterion": line.criterion,
        "title": line.title.to(language()),
        "n": record.n,
        "agreement": round(record.agreed / record.n, 4) if record.n else None,
        "false_yes": record.false_yes,
        "false_no": record.false_no,
        "interval": asdict(record.interval) if record.interval else None,
        "trend": {
            "verdict": str(record.trend.verdict),
            "difference": asdict(difference) if difference else None,
        },
        "no_suggestion": record.silent,
        "prefilled_untouched": record.untouched,
        "threshold": line.threshold,
        "use": str(line.decision.use),
        "because": str(line.decision.ground),
    }


def _verdicts() -> dict[str, str]:
    return {"better": _("better"), "worse": _("worse"), "not_proven": _("no change proven")}


def _grounds() -> dict[str, str]:
    return {
        "not_allowed": _("hint only"),
        "too_few": _("hint only: fewer than 30 answers"),
        "below_threshold": _("hint only: not sure enough"),
        "drift": _("hint only: worse lately"),
        "proven": _("fills the answer in"),
    }
