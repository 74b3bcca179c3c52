"""Commands that write files for sales managers and for the owner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qcdesk.cli.session import Session
from qcdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qcdesk.services.reporting import Audience

_PERIOD = Annotated[str, typer.Option(help=_("2026-10, 2026-W41, 2026-10-05 or 2026-10-01..2026-10-15"))]
TO = Annotated[Path, typer.Option("--to", help=_("Folder for the files; made if it is not there"))]
_UNMASKED = Annotated[bool, typer.Option("--unmasked", help=_("Show telephone numbers whole"))]
FORMAT = Annotated[
    list[str] | None, typer.Option("--format", help=_("html, pdf, xlsx or json; may be given several times"))
]


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    group = typer.Typer(help=_("Write feedback files and the owner's report"))
    group.command(name="manager", help=_("Feedback files of sales managers"))(manager)
    group.command(name="owner", help=_("The owner's report"))(owner)
    group.command(name="call", help=_("The card of one call"))(call)
    group.command(name="team", help=_("Tasks of the team for the head of sales"))(team)
    group.command(name="people", help=_("Trainees and weakest criteria for HR and coaches"))(people)
    group.command(name="schema", help=_("The form of the JSON files, as a JSON schema"))(schema)
    app.add_typer(group, name="report")


def manager(
    context: typer.Context,
    period: _PERIOD,
    to: TO,
    name: Annotated[str | None, typer.Argument(help=_("Full name of the sales manager"))] = None,
    every: Annotated[bool, typer.Option("--all", help=_("Everyone with reviews in the period"))] = False,
    unmasked: _UNMASKED = False,
    format: FORMAT = None,
) -> None:
    """Writes feedback files."""
    from qcdesk.services.reporting import Audience

    if (name is None) == (not every):
        raise typer.BadParameter(_("name one sales manager, or say --all"))
    write(context.obj, Audience.MANAGERS, period, to, unmasked, format, None if every else [name or ""])


def owner(
    context: typer.Context, period: _PERIOD, to: TO, unmasked: _UNMASKED = False, format: FORMAT = None
) -> None:
    """Writes the owner's report."""
    from qcdesk.services.reporting import Audience

    write(context.obj, Audience.OWNER, period, to, unmasked, format)


def call(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help=_("Number of the call"))],
    to: TO,
    unmasked: _UNMASKED = False,
    format: FORMAT = None,
) -> None:
    """Writes the card of one call."""
    from qcdesk.reports.export import FORMATS
    from qcdesk.services.reporting import Audience, Wish

    session: Session = context.obj
    options = session.desk.report_options(masked=not unmasked)
    day = session.desk.day_of(number)
    wish = Wish(Audience.MANAGERS, day, to, options, None, format or FORMATS, number)
    show_written(session, session.follow(session.desk.write_reports(wish), _("Reports")))


def team(context: typer.Context, period: _PERIOD, to: TO, format: FORMAT = None) -> None:
    """Writes the tasks of the team."""
    from qcdesk.services.reporting import Audience

    write(context.obj, Audience.TEAM, period, to, False, format)


def people(context: typer.Context, period: _PERIOD, to: TO, format: FORMAT = None) -> None:
    """Writes the file for HR and coaches."""
    from qcdesk.services.reporting import Audience

    write(context.obj, Audience.PEOPLE, period, to, False, format)


def schema() -> None:
    """Prints the schema of the JSON files."""
    from qcdesk.reports.plain import SCHEMA

    typer.echo(SCHEMA.read_text("utf-8"), nl=False)


def write(
    session: Session,
    audience: Audience,
    period: str,
    to: Path,
    unmasked: bool,
    formats: Sequence[str] | None,
    names: Sequence[str] | None = None,
) -> None:
    """Writes the files for one kind of reader and prints where they are."""
    from qcdesk.domain.period import Period
    from qcdesk.reports.export import FORMATS
    from qcdesk.services.reporting import Wish

    options = session.desk.report_options(masked=not unmasked)
    wish = Wish(audience, Period.parse(period), to, options, names, formats or FORMATS)
    show_written(session, session.follow(session.desk.write_reports(wish), _("Reports")))


def show_written(session: Session, written: Sequence[Path]) -> None:
    """Prints where files are."""
    nothing = _("Nothing to write: no reviews in this period")
    session.answer({"files": [str(p) for p in written]}, *([str(p) for p in written] or [nothing]))
