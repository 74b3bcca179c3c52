"""Commands about the department: settings, people, folders of recordings."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from qcdesk.cli.calls import BY, ChannelChoice
from qcdesk.cli.session import Session
from qcdesk.errors import NotFound
from qcdesk.i18n import _


class RoleChoice(StrEnum):
    """The roles that a person can have; the same as `domain.call.Role`, which is not loaded here."""

    CALLER = "zvonar"
    SALES = "sales"
    ACCOUNT = "account"
    UNIVERSAL = "universal"


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    settings = typer.Typer(help=_("Settings of the department"))
    settings.command(name="show", help=_("All settings"))(show_settings)
    settings.command(name="department", help=_("What the department's type and stage give"))(show_department)
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


def show_department(context: typer.Context) -> None:
    """Prints what the department's type and stage of building decide."""
    from qcdesk.cli import wording_clients
    from qcdesk.cli.wording import table

    session: Session = context.obj
    has = session.desk.department
    plain = {
        "type": has.type,
        "stage": has.stage,
        "roles": list(has.roles),
        "hands_over": has.hands_over,
        "account_managers": has.keeps_clients_apart,
        "head_of_sales": has.has_head,
        "crm_tables": has.has_crm,
        "owner_reviews": has.owner_reviews,
        "hr_and_coaches": has.has_hr,
    }
    marks = {True: _("yes"), False: _("no")}
    rows = [
        (_("Type"), has.type),
        (_("Stage of building"), has.stage),
        (_("Roles"), ", ".join(map(wording_clients.role, has.roles))),
        (_("Hand-overs and their quality"), marks[has.hands_over]),
        (_("Account managers after the first sale"), marks[has.keeps_clients_apart]),
        (_("Tasks for the head of sales"), marks[has.has_head]),
        (_("Tables of a CRM"), marks[has.has_crm]),
        (_("Who reviews"), _("owner") if has.owner_reviews else _("quality control")),
        (_("Export for HR and coaches"), marks[has.has_hr]),
    ]
    session.answer(plain, table(("", ""), rows))


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
    role: Annotated[
        list[RoleChoice] | None, typer.Option(help=_("What the person does; may be given several times"))
    ] = None,
    by: BY = "",
) -> None:
    """Lists people or adds one."""
    from qcdesk.cli import wording_clients
    from qcdesk.cli.wording import table
    from qcdesk.domain.call import Role

    session: Session = context.obj
    if name:
        session.desk.name_person(name, extension, by, [Role(one) for one in role or ()])
    with session.desk.database.read() as tx:
        found = tx.people.all()
    plain = [
        {"name": p.name, "extension": p.extension, "roles": list(p.roles), "stage": p.stage} for p in found
    ]
    rows = [
        (p.name, p.extension, ", ".join(map(wording_clients.role, p.roles)) or None, p.stage) for p in found
    ]
    heads = (_("Full name"), _("Extension"), _("Roles"), _("Stage"))
    session.answer({"people": plain}, table(heads, rows))


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
