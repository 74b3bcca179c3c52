"""Commands about who uses the program and what he may do."""

from __future__ import annotations

from typing import Annotated

import typer

from qcdesk.cli.calls import BY
from qcdesk.cli.session import Session
from qcdesk.i18n import _

WHO = Annotated[str, typer.Argument(help=_("Full name, or the name of an account of this computer"))]
ROLE = Annotated[str, typer.Argument(help=_("owner, reviewer, rop, hr or coach"))]


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    group = typer.Typer(help=_("Users of the program: their roles and the table of rights"))
    group.callback(invoke_without_command=True)(show)
    group.command(name="show", help=_("Who has which role, and what each role may do"))(show_all)
    group.command(name="give", help=_("Give somebody a role"))(give)
    group.command(name="take", help=_("Take a role away"))(take)
    app.add_typer(group, name="roles")


def show(context: typer.Context) -> None:
    """Without a command: shows all."""
    if context.invoked_subcommand is None:
        show_all(context)


def show_all(context: typer.Context) -> None:
    """Prints the users and the table of rights."""
    from qcdesk.cli.wording import table
    from qcdesk.domain.rights import UserRole
    from qcdesk.services import rights

    session: Session = context.obj
    listed = rights.users(session.desk.database)
    drawn = rights.table()
    plain = {
        "users": [{"name": user.name, "roles": [str(role) for role in user.roles]} for user in listed],
        "rights": {str(role): [str(a) for a, roles in drawn if role in roles] for role in UserRole},
    }
    roles = tuple(rights.role_name(role) for role in UserRole)
    people = [(user.name, ", ".join(map(rights.role_name, user.roles))) for user in listed]
    marks = [
        (rights.action_name(action), *("✓" if role in roles else "–" for role in UserRole))
        for action, roles in drawn
    ]
    note = "" if listed else _("Nobody is listed: whoever uses this computer may do everything")
    session.answer(
        plain,
        table((_("User"), _("Roles")), people) if people else note,
        "",
        table((_("Right"), *roles), marks),
    )


def give(context: typer.Context, name: WHO, role: ROLE, by: BY = "") -> None:
    """Gives a role."""
    from qcdesk.services import rights

    session: Session = context.obj
    user = rights.give(session.desk.database, name, role, by)
    shown = f"{user.name}: {', '.join(map(rights.role_name, user.roles))}"
    session.answer({"name": user.name, "roles": [str(r) for r in user.roles]}, shown)


def take(context: typer.Context, name: WHO, role: ROLE, by: BY = "") -> None:
    """Takes a role away."""
    from qcdesk.services import rights

    session: Session = context.obj
    rights.take(session.desk.database, name, role, by)
    session.answer({"name": name, "taken": role}, _("{name} has no longer this role").format(name=name))
