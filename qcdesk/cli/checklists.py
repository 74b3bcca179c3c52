"""Commands about checklists: list, check a file, show one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qcdesk.cli.calls import BY
from qcdesk.cli.session import Session
from qcdesk.i18n import _, language

if TYPE_CHECKING:
    from qcdesk.domain.checklist import Checklist, Criterion


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    group = typer.Typer(help=_("Checklists: list, check, show, import, export, compare versions"))
    group.command(name="list", help=_("All checklists, the department's own and the shipped ones"))(list_all)
    group.command(name="check", help=_("Check a checklist file"))(check)
    group.command(name="show", help=_("Show a checklist with its weights"))(show)
    group.command(name="import", help=_("Take a checklist from a workbook (XLSX) or a YAML file"))(take_in)
    group.command(name="export", help=_("Write a checklist as a workbook (XLSX) or YAML"))(export)
    group.command(name="diff", help=_("What changed between versions of a checklist"))(diff)
    app.add_typer(group, name="checklists")


def list_all(context: typer.Context) -> None:
    """Lists checklists."""
    from qcdesk.cli.wording import table

    session: Session = context.obj
    found = session.desk.checklists()
    rows = [(c.id, c.title.to(language()), len(list(c.criteria())), _hash(c)[:12]) for c in found]
    headers = (_("Id"), _("Title"), _("Criteria"), _("Version"))
    session.answer({"checklists": [_summary(c) for c in found]}, table(headers, rows))


def check(context: typer.Context, file: Annotated[Path, typer.Argument(help=_("YAML file"))]) -> None:
    """Checks a file."""
    from qcdesk.checklists.reading import read_checklist
    from qcdesk.evidence.lexicon import pattern_names
    from qcdesk.speech.metrics import NAMES

    session: Session = context.obj
    found = read_checklist(file, known_patterns=pattern_names(), known_metrics=NAMES)
    total = sum(s.weight for s in found.sections)
    line = _("{id}: correct; criteria {n}, weights {total:g}, version {hash}").format(
        id=found.id, n=len(list(found.criteria())), total=total, hash=_hash(found)[:12]
    )
    session.answer({"ok": True, **_summary(found)}, line)


def show(context: typer.Context, id: Annotated[str, typer.Argument(help=_("Id of the checklist"))]) -> None:
    """Shows one checklist."""
    import json

    from qcdesk.cli.wording import effect as said_effect
    from qcdesk.cli.wording import table
    from qcdesk.domain.checklist import canonical_json

    session: Session = context.obj
    found = session.desk.checklist(id)
    shown: list[Any] = [f"{found.id}  {found.title.to(language())}", ""]
    total = sum(s.weight for s in found.sections) or 1.0
    for section in found.sections:
        shown.append(f"{section.id}  {section.title.to(language())}  ({100 * section.weight / total:.0f} %)")
        shown.append(table(("", "", "", ""), [_row(c) for c in section.criteria]))
    if found.flags:
        shown += [
            "",
            table(
                (_("Flag"), "", _("Effect")),
                [(f.id, f.title.to(language()), said_effect(f.effect)) for f in found.flags],
            ),
        ]
    session.answer({"hash": _hash(found), "checklist": json.loads(canonical_json(found))}, *shown)


def take_in(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=_("XLSX or YAML file"))],
    by: BY = "",
) -> None:
    """Takes a checklist in."""
    session: Session = context.obj
    found = session.desk.shelf.take_in(file, by)
    told = _("{id} is in force, version {hash}").format(id=found.id, hash=_hash(found)[:12])
    session.answer(_summary(found), told)


def export(
    context: typer.Context,
    id: Annotated[str, typer.Argument(help=_("Id of the checklist"))],
    to: Annotated[Path, typer.Option("--to", help=_("File, ending in .xlsx or .yaml"))],
) -> None:
    """Writes a checklist."""
    session: Session = context.obj
    written = session.desk.shelf.export(id, to)
    session.answer({"file": str(written)}, str(written))


def diff(
    context: typer.Context,
    id: Annotated[str, typer.Argument(help=_("Id of the checklist"))],
    old: Annotated[
        str, typer.Option(help=_("First digits of the older version; the one before unless given"))
    ] = "",
    new: Annotated[
        str, typer.Option(help=_("First digits of the newer version; the one in force unless given"))
    ] = "",
) -> None:
    """Compares two versions."""
    from qcdesk.cli.wording import table
    from qcdesk.errors import NotFound

    session: Session = context.obj
    shelf, versions = session.desk.shelf, session.desk.shelf.versions(id)

    def named(start: str, place: int) -> Checklist:
        found = (
            [v for v in versions if v.hash.startswith(start)]
            if start
            else versions[place : place + 1 or None]
        )
        if len(found) != 1:
            there = ", ".join(v.hash[:12] for v in versions)
            raise NotFound(start or id, _("no such version"), _("There are: {ids}").format(ids=there))
        return found[0].checklist

    before, after = named(old, max(-2, -len(versions))), named(new, -1)
    found = shelf.differences(before, after)
    plain = [{"id": d.id, "what": d.what, "old": str(d.old), "new": str(d.new)} for d in found]
    rows = [(d.id, d.what, _brief(d.old), _brief(d.new)) for d in found]
    head = f"{_hash(before)[:12]} → {_hash(after)[:12]}"
    shown = table((_("Id"), _("What"), _("Before"), _("After")), rows) if rows else _("Nothing changed")
    session.answer({"old": _hash(before), "new": _hash(after), "differences": plain}, head, shown)


def _brief(value: object) -> str:
    """A value of a checklist in a table."""
    from qcdesk.domain.text import Text

    if isinstance(value, Text):
        return value.to(language())
    return "—" if value is None else str(value)


def _row(criterion: Criterion) -> tuple[str, str, str, str]:
    from qcdesk.cli.wording import effect as said_effect

    effects = ", ".join(f"{answer} → {said_effect(effect)}" for answer, effect in criterion.effects.items())
    return criterion.id, criterion.title.to(language()), f"{criterion.weight:g}", effects


def _summary(checklist: Checklist) -> dict[str, Any]:
    return {
        "id": checklist.id,
        "hash": _hash(checklist),
        "title": {"ru": checklist.title.ru, "en": checklist.title.en},
        "criteria": len(list(checklist.criteria())),
        "sections": [{"id": s.id, "weight": s.weight} for s in checklist.sections],
        "applies_if": {k: list(v) for k, v in checklist.applies_if.items()},
    }


def _hash(checklist: Checklist) -> str:
    from qcdesk.domain.checklist import content_hash

    return content_hash(checklist)
