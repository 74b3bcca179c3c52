"""The command that checks everything the program needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from qcdesk.cli.calls import BY
from qcdesk.cli.session import Session
from qcdesk.errors import InputError
from qcdesk.i18n import _


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command(help=_("Check database, journal, models, engines, disk space and fonts"))(doctor)
    app.command(help=_("Make a verified copy of the database now, or list the copies"))(backup)
    app.command(help=_("Go back to a backup; the database as it is now is kept"))(restore)


def doctor(
    context: typer.Context,
    anchor: Annotated[
        list[str] | None,
        typer.Option(help=_("A head of the journal as a report printed it, NUMBER:HASH; may be repeated")),
    ] = None,
) -> None:
    """Checks; exit code 1 when something is broken."""
    from qcdesk.cli.wording import check, table

    session: Session = context.obj
    found = list(session.desk.health(_anchors(anchor or ())))
    plain = [
        {"check": c.name, "verdict": str(c.verdict), "found": c.found, "remedy": c.remedy} for c in found
    ]
    rows = [(check(c.name), _verdict(str(c.verdict)), c.found, c.remedy) for c in found]
    session.answer({"checks": plain}, table((_("Check"), _("State"), _("Found"), _("What to do")), rows))
    if any(c.verdict == "failed" for c in found):
        raise typer.Exit(1)


def _anchors(given: Iterable[str]) -> dict[int, str]:
    from qcdesk.storage import SHORTEST_ANCHOR

    anchors: dict[int, str] = {}
    for one in given:
        number, _colon, hash = one.strip().partition(":")
        known = anchors.get(int(number) if number.isdecimal() else -1, "")
        if not number.isdecimal() or not re.fullmatch(f"[0-9a-fA-F]{{{SHORTEST_ANCHOR},64}}", hash):
            raise InputError(
                one,
                _("not a printed head of the journal"),
                _("Write NUMBER:HASH with at least {n} characters of the hash").format(n=SHORTEST_ANCHOR),
            )
        if known and not known.startswith(hash.lower()) and not hash.lower().startswith(known):
            raise InputError(one, _("two different heads of one number cannot both be right"))
        anchors[int(number)] = max(known, hash.lower(), key=len)
    return anchors


def _verdict(verdict: str) -> str:
    return {"ok": _("ok"), "warning": _("attention"), "failed": _("failed")}[verdict]


def backup(
    context: typer.Context,
    listing: Annotated[bool, typer.Option("--list", help=_("Only list the backups, newest first"))] = False,
) -> None:
    """Backs up the database."""
    session: Session = context.obj
    if listing:
        there = session.desk.backups()
        session.answer({"backups": [str(file) for file in there]}, *[str(file) for file in there])
        return
    written = session.desk.back_up()
    session.answer({"backup": str(written)}, str(written))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=_("A backup; they are listed by: qcdesk backup --list"))],
    by: BY = "",
) -> None:
    """Goes back to a backup."""
    session: Session = context.obj
    kept = session.desk.restore(file, by)
    told = _("Restored. The database as it was: {kept}").format(kept=kept)
    session.answer({"restored": str(file), "kept": str(kept)}, told)
