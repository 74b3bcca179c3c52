"""Commands about the sales managers' own scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qcdesk.cli.calls import BY
from qcdesk.cli.cards import FILE
from qcdesk.cli.session import Session
from qcdesk.i18n import _

WHO = Annotated[str, typer.Argument(help=_("Full name of the sales manager"))]
VERSION = Annotated[int | None, typer.Option("--version", help=_("Which version; none: the newest"))]


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    group = typer.Typer(
        help=_("Own scripts: blocks, versions, how a call went along one"), no_args_is_help=True
    )
    group.command(name="list", help=_("Whose scripts there are"))(list_all)
    group.command(name="show", help=_("A script, as text that can be taken in again"))(show)
    group.command(name="versions", help=_("All versions of a script"))(versions)
    group.command(name="import", help=_("Hand a script in: text, DOCX, XLSX, or a pasted text (-)"))(take_in)
    group.command(name="edit", help=_("Change one block; that makes a new version"))(edit)
    group.command(name="approve", help=_("Approve a version"))(approve)
    group.command(name="export", help=_("Write a script as XLSX"))(export)
    group.command(name="template", help=_("Headings to write a script under"))(template)
    group.command(name="coverage", help=_("Which blocks were said in a call, by meaning"))(coverage)
    app.add_typer(group, name="script")


def list_all(context: typer.Context) -> None:
    """Lists scripts."""
    from qcdesk.cli import forms_product
    from qcdesk.cli.wording import table

    session: Session = context.obj
    found = session.desk.scripts.newest()
    rows = [(s.sales_manager, s.version, len(s.blocks), s.approved_by or None) for s in found]
    headers = (_("Sales manager"), _("Version"), _("Blocks"), _("Approved by"))
    session.answer({"scripts": [forms_product.script(s) for s in found]}, table(headers, rows))


def show(context: typer.Context, name: WHO, version: VERSION = None) -> None:
    """Shows a script."""
    from qcdesk.cli import forms_product
    from qcdesk.cli.wording_product import script_lines

    session: Session = context.obj
    found = session.desk.scripts.of(name, version)
    session.answer({"script": forms_product.script(found)}, "\n".join(script_lines(found)))


def versions(context: typer.Context, name: WHO) -> None:
    """Lists versions."""
    from qcdesk.cli import forms_product
    from qcdesk.cli.wording import table

    session: Session = context.obj
    session.desk.scripts.of(name)
    found = session.desk.scripts.versions(name)
    rows = [
        (s.version, f"{s.created_at:%Y-%m-%d %H:%M}", s.author, len(s.blocks), s.approved_by or None, s.note)
        for s in found
    ]
    headers = (_("Version"), _("When"), _("Handed in by"), _("Blocks"), _("Approved by"), _("Note"))
    session.answer({"versions": [forms_product.script(s) for s in found]}, table(headers, rows))


def take_in(
    context: typer.Context,
    name: WHO,
    file: FILE,
    note: Annotated[str, typer.Option(help=_("What was changed"))] = "",
    by: BY = "",
) -> None:
    """Hands a script in."""
    from qcdesk.cli import forms_product
    from qcdesk.cli.cards import source
    from qcdesk.domain.script import stage_title

    session: Session = context.obj
    made = session.desk.scripts.hand_in(name, source(file), by, note)
    told = _("Script of {name}, version {version}").format(name=made.sales_manager, version=made.version)
    lines = [told, *(f"  {block.title}: {len(block.phrases)}" for block in made.blocks)]
    if made.absent_stages:
        names = ", ".join(stage_title(stage) for stage in made.absent_stages)
        lines.append(_("No block is named for: {names}").format(names=names))
    session.answer({"script": forms_product.script(made)}, "\n".join(lines))


def edit(
    context: typer.Context,
    name: WHO,
    block: Annotated[str, typer.Argument(help=_("Title of the block; a new one is put at the end"))],
    phrases: Annotated[list[str], typer.Argument(help=_("What is said there now, a phrase an argument"))],
    note: Annotated[str, typer.Option(help=_("What was changed"))] = "",
    by: BY = "",
) -> None:
    """Changes one block."""
    from qcdesk.cli import forms_product

    session: Session = context.obj
    made = session.desk.scripts.change_block(name, block, phrases, by, note)
    told = _("Script of {name}, version {version}").format(name=made.sales_manager, version=made.version)
    session.answer({"script": forms_product.script(made)}, told)


def approve(context: typer.Context, name: WHO, version: VERSION = None, by: BY = "") -> None:
    """Approves a version."""
    from qcdesk.cli import forms_product

    session: Session = context.obj
    done = session.desk.scripts.approve(name, version, by)
    told = _("Version {version} is approved by {by}").format(version=done.version, by=done.approved_by)
    session.answer({"script": forms_product.script(done)}, told)


def export(
    context: typer.Context,
    name: WHO,
    file: Annotated[Path, typer.Argument(help=_("The workbook to write (XLSX)"))],
    version: VERSION = None,
) -> None:
    """Writes a script."""
    session: Session = context.obj
    written = session.desk.scripts.export(file, name, version)
    session.answer({"file": str(written)}, str(written))


def template(context: typer.Context) -> None:
    """Prints headings."""
    from qcdesk.services.scripts import template as headings

    session: Session = context.obj
    text = headings()
    session.answer({"template": text}, text)


def coverage(
    context: typer.Context,
    id: Annotated[int, typer.Argument(help=_("Number of the call"))],
    version: VERSION = None,
) -> None:
    """Shows how a call went along the own script of its sales manager."""
    from qcdesk.cli import forms_product
    from qcdesk.cli.wording_product import coverage_lines

    session: Session = context.obj
    found = session.desk.scripts.coverage(session.desk.call(id), version)
    session.answer(forms_product.coverage(found), "\n".join(coverage_lines(found)))
