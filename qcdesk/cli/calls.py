"""Commands about the archive of calls: add, list, describe, exclude."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qcdesk.cli.session import Session
from qcdesk.i18n import _

if TYPE_CHECKING:
    from qcdesk.intake.join import JoinResult
    from qcdesk.intake.table import Table
    from qcdesk.services.intake import Intake
    from qcdesk.services.joining import Conflict

BY = Annotated[str, typer.Option("--by", help=_("Who says so; none: the user of this computer"))]


class ChannelChoice(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    AUTO = "auto"


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command(help=_("Add recordings: files, folders, ZIP archives"))(add)
    app.command(name="calls", help=_("List the calls of the archive"))(list_calls)
    app.command(name="set", help=_("Say what is known of a call: sales manager, role, kind of lead …"))(
        set_facts
    )
    app.command(help=_("Take a call out of scoring, with a reason, or back in"))(exclude)
    app.command(help=_("Exchange the sides of a call: the sales manager is in the other channel"))(swap)


def add(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(help=_("Recordings, folders, ZIP archives"), metavar="PATH...")
    ],
    table: Annotated[
        Path | None, typer.Option(help=_("CRM table (CSV or XLSX) with facts of the calls"))
    ] = None,
    manager_channel: Annotated[
        ChannelChoice, typer.Option(help=_("The sales manager's channel in stereo"))
    ] = ChannelChoice.AUTO,
) -> None:
    """Takes recordings into the archive; a bad one fails alone."""
    from qcdesk.domain.call import Side

    session: Session = context.obj
    side = None if manager_channel is ChannelChoice.AUTO else Side(manager_channel)
    done = session.follow(session.desk.add(paths, table, side), _("Adding"))
    _report(session, done)
    if done.failed:
        raise typer.Exit(1)


def _report(session: Session, done: Intake) -> None:
    from qcdesk.cli import forms
    from qcdesk.cli.wording import clock, direction, table

    plain: dict[str, Any] = {
        "added": [forms.added(c) for c in done.added],
        "duplicates": [{"path": path, "id": c.id, "sha256": c.sha256} for path, c in done.duplicates],
        "failed": [{"path": path, "error": error} for path, error in done.failed],
    }
    if done.table is not None and done.joined is not None:
        plain["table"] = _joined(done.table, done.joined) | {
            "conflicts": [_conflict(c) for c in done.conflicts]
        }
    rows = [
        (
            c.id,
            Path(c.path).name,
            clock(c.audio.duration_s),
            c.audio.channels,
            direction(c.facts.direction),
            c.facts.sales_manager,
        )
        for c in done.added
    ]
    headers = (_("No."), _("Recording"), _("Length"), _("Channels"), _("Direction"), _("Sales manager"))
    total = _("Added: {added}, already there: {known}, failed: {failed}").format(
        added=len(done.added), known=len(done.duplicates), failed=len(done.failed)
    )
    session.answer(plain, *([table(headers, rows)] if rows else []), total)
    for _path, error in done.failed:
        session.note(error)
    if done.table is not None and done.joined is not None:
        for line in _table_notes(done.table, done.joined):
            session.note(line)
        for found in done.conflicts:
            session.note(_kept(found))


def _joined(table: Table, joined: JoinResult) -> dict[str, Any]:
    return {
        "matched": [
            {"line": m.row.line, "path": str(m.recording.path), "by": str(m.by)} for m in joined.matches
        ],
        "unmatched": [{"line": row.line, "file": row.file} for row in joined.unmatched_rows],
        "ambiguous": [
            {"lines": [row.line for row in a.rows], "paths": [str(r.path) for r in a.recordings]}
            for a in joined.ambiguities
        ],
        "problems": [{"line": p.line, "reason": p.reason} for p in table.problems],
    }


def _conflict(found: Conflict) -> dict[str, Any]:
    return {"id": found.call_id, "fact": found.fact, "kept": found.kept, "table": found.table}


def _kept(found: Conflict) -> str:
    text = _("Call {id}: {fact} stays {kept}, the table says {table}")
    return text.format(id=found.call_id, fact=found.fact, kept=found.kept, table=found.table)


def _table_notes(table: Table, joined: JoinResult) -> list[str]:
    total = _("Table: rows joined {matched}, without a recording {unmatched}, ambiguous {ambiguous}").format(
        matched=len(joined.matches), unmatched=len(joined.unmatched_rows), ambiguous=len(joined.ambiguities)
    )
    out = [total]
    out += [_("Line {line}: {reason}").format(line=p.line, reason=p.reason) for p in table.problems]
    for found in joined.ambiguities:
        lines = ", ".join(str(row.line) for row in found.rows)
        names = ", ".join(r.path.name for r in found.recordings)
        text = _("Ambiguous, nothing was assigned: lines {lines} of the table and {names}")
        out.append(text.format(lines=lines, names=names))
    return out


def list_calls(context: typer.Context) -> None:
    """Prints all calls."""
    from qcdesk.cli import forms
    from qcdesk.cli.wording import clock, state, table

    session: Session = context.obj
    found = session.desk.calls()
    headers = (_("No."), _("Started"), _("Sales manager"), _("Length"), _("State"), _("Recording"))
    rows = [
        (
            c.id,
            f"{'≈ ' if c.facts.started_at_approximate else ''}{c.facts.started_at:%d.%m.%Y %H:%M}"
            if c.facts.started_at
            else None,
            c.facts.sales_manager,
            clock(c.audio.duration_s),
            state(c.state, c.exclusion),
            Path(c.path).name,
        )
        for c in found
    ]
    shown = table(headers, rows) if rows else _("No calls yet. Add some: qcdesk add FOLDER")
    session.answer({"calls": [forms.listed(c) for c in found]}, shown)


def set_facts(
    context: typer.Context,
    id: Annotated[int, typer.Argument(help=_("Number of the call"))],
    manager: Annotated[str | None, typer.Option(help=_("Full name of the sales manager"))] = None,
    client: Annotated[str | None, typer.Option(help=_("Name of the client"))] = None,
    company: Annotated[
        str | None, typer.Option(help=_("Company or brand the sales manager speaks for"))
    ] = None,
    role: Annotated[str | None, typer.Option(help=_("zvonar, sales, account or universal"))] = None,
    lead: Annotated[
        str | None, typer.Option(help=_("cold_base, request, hot, handed_over or existing_client"))
    ] = None,
    direction: Annotated[str | None, typer.Option(help=_("in, out or internal"))] = None,
    stage: Annotated[str | None, typer.Option(help=_("training, trainee_field, internship or staff"))] = None,
    by: BY = "",
) -> None:
    """Changes what is known of a call."""
    from qcdesk.cli import forms
    from qcdesk.cli.wording import table

    session: Session = context.obj
    given = {
        "sales_manager": manager, "client_name": client, "company": company, "role": role,
        "lead_kind": lead, "direction": direction, "stage": stage,
    }  # fmt: skip
    changed = session.desk.describe(id, {k: v for k, v in given.items() if v is not None}, by)
    plain = forms.call(changed)
    session.answer({"call": plain}, table((_("Fact"), _("Value")), [(k, plain[k]) for k in given]))


def exclude(
    context: typer.Context,
    id: Annotated[int, typer.Argument(help=_("Number of the call"))],
    reason: Annotated[
        str,
        typer.Option(
            help=_(
                "wrong_number, reminder, service, spam, job_seeker, internal, training, too_short, other; "
                "none: back in"
            )
        ),
    ],
    by: BY = "",
) -> None:
    """Counts a call without scoring it."""
    from qcdesk.cli import forms
    from qcdesk.cli.wording import state

    session: Session = context.obj
    changed = session.desk.exclude(id, reason, by)
    session.answer({"call": forms.call(changed)}, f"{changed.id}: {state(changed.state, changed.exclusion)}")


def swap(
    context: typer.Context,
    id: Annotated[int, typer.Argument(help=_("Number of the call"))],
    manager_channel: Annotated[
        ChannelChoice | None, typer.Option(help=_("Put the sales manager in this channel"))
    ] = None,
    by: BY = "",
) -> None:
    """Exchanges the sides."""
    from qcdesk.cli.wording import side as side_name
    from qcdesk.domain.call import Side

    session: Session = context.obj
    side = Side(manager_channel) if manager_channel in (ChannelChoice.LEFT, ChannelChoice.RIGHT) else None
    session.desk.set_side(id, side, by)
    now = session.desk.call(id).manager_side
    session.answer(
        {"id": id, "manager_side": now},
        _("The channel of the sales manager: {side}").format(side=side_name(now)),
    )
