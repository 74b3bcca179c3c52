"""Commands about the department: settings, people, folders of recordings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qcdesk.cli.calls import BY, ChannelChoice
from qcdesk.cli.session import Session
from qcdesk.errors import NotFound
from qcdesk.i18n import _


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    settings = typer.Typer(help=_("Settings of the department"))
    settings.command(name="show", help=_("All settings"))(show_settings)
    settings.command(name="set", help=_("Change one: companies, model, weekly_plan …"))(set_setting)
    app.add_typer(settings, name="settings")
    app.command(help=_("People: list them, or name one by extension"))(people)
    app.command(name="source", help=_("Say which channel is the sales manager's in a folder of recordings"))(
        source
    )


def show_settings(context: typer.Context) -> None:
    """Prints the settings."""
    from qcdesk.cli.wording import table

    session: Session = context.obj
    plain = session.desk.settings.model_dump()
    rows = [(k, ", ".join(v) if isinstance(v, list) else v) for k, v in plain.items()]
    session.answer(
        {"settings": plain}, table((_("Setting"), _("Value")), rows), str(session.desk.home.settings)
    )


def set_setting(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_("Name of the setting"))],
    values: Annotated[list[str], typer.Argument(help=_("Its value; several for a list"))],
    by: BY = "",
) -> None:
    """Changes a setting."""
    session: Session = context.obj
    session.desk.change_setting(name, values, by)
    session.answer({name: values}, f"{name}: {', '.join(values)}")


def people(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help=_("Full name"))] = None,
    extension: Annotated[str | None, typer.Option(help=_("Internal telephone number"))] = None,
    by: BY = "",
) -> None:
    """Lists people or adds one."""
    from qcdesk.cli.wording import table

    session: Session = context.obj
    if name:
        session.desk.name_person(name, extension, by)
    with session.desk.database.read() as tx:
        found = tx.people.all()
    plain = [{"name": p.name, "extension": p.extension} for p in found]
    session.answer(
        {"people": plain}, table((_("Full name"), _("Extension")), [(p.name, p.extension) for p in found])
    )


def source(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help=_("Folder of recordings"))],
    manager_channel: Annotated[ChannelChoice, typer.Option(help=_("The sales manager's channel in stereo"))],
    by: BY = "",
) -> None:
    """Remembers the sales manager's channel for all later recordings of a folder."""
    from qcdesk.domain.call import Side

    session: Session = context.obj
    if not folder.is_dir():
        raise NotFound(str(folder), _("no such folder"), _("Check the name"))
    side = None if manager_channel is ChannelChoice.AUTO else Side(manager_channel)
    session.desk.set_source(folder, side, by)
    plain = {"folder": str(folder.absolute()), "manager_channel": str(manager_channel)}
    told = _("Remembered for recordings that are added later: {folder}").format(folder=folder.absolute())
    session.answer(plain, told)
