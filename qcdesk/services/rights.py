"""The one gate before every change: who may do it, and a row in the journal for who tried in vain."""

from __future__ import annotations

from qcdesk.domain.rights import NEVER, RIGHTS, Action, UserRole, folded, may
from qcdesk.errors import AccessRefused, InputError, NotFound
from qcdesk.i18n import N_, _
from qcdesk.services.author import author
from qcdesk.storage import Database, User

REFUSED = "access.refused"

_ACTIONS = {
    Action.READ: N_("read and hear calls"),
    Action.CALLS: N_("add recordings and correct what is known of calls"),
    Action.REVIEW: N_("review calls and take them out of scoring"),
    Action.DECIDE: N_("decide disputes and rule on hand-overs"),
    Action.ANSWER: N_("answer for a lead that was handed over"),
    Action.CHECKLISTS: N_("change checklists"),
    Action.SETTINGS: N_("change settings and plans"),
    Action.PEOPLE: N_("name people of the sales team"),
    Action.STAGES: N_("move trainees between stages"),
    Action.CARDS: N_("change product cards and scripts"),
    Action.ROLES: N_("give and take roles"),
    Action.REPORT_OWNER: N_("make the owner's report"),
    Action.REPORT_CARDS: N_("make sales managers' cards"),
    Action.REPORT_TEAM: N_("make the team's tasks"),
    Action.REPORT_PEOPLE: N_("make the people export"),
}
_ROLES = {
    UserRole.REVIEWER: N_("reviewer"),
    UserRole.OWNER: N_("owner"),
    UserRole.HEAD_OF_SALES: N_("head of sales"),
    UserRole.HR: N_("HR"),
    UserRole.COACH: N_("coach"),
}


def require(database: Database, action: Action, by: str = "") -> str:
    """The name under which somebody acts, when he may.

    Args:
        by: who acts; empty: the user of this computer.

    Raises:
        AccessRefused: he may not; the attempt stands in the journal.
    """
    name, account = author(by), author()
    with database.read() as tx:
        users = {folded(user.name): user.roles for user in tx.users.all()}
    if may(action, name, account, users):
        return name
    roles = dict.fromkeys((*users.get(folded(name), ()), *users.get(folded(account), ())))
    told = {"action": str(action), "roles": [str(role) for role in roles], "account": account}
    with database.transaction() as tx:
        tx.audit.append(name, REFUSED, told)
    raise _refusal(action, name, tuple(roles))


def users(database: Database) -> list[User]:
    """Everyone who is listed, by name."""
    with database.read() as tx:
        return tx.users.all()


def give(database: Database, name: str, role: str, by: str = "") -> User:
    """Gives somebody a role.

    Raises:
        InputError: no name, or no such role.
        AccessRefused: only the owner gives roles.
    """
    if not name.strip():
        raise InputError(_("name"), _("must not be empty"), _("Give a full name or the name of an account"))
    wanted, who = role_of(role), require(database, Action.ROLES, by)
    with database.transaction() as tx:
        tx.users.give(name, wanted)
        tx.audit.append(who, "role.given", {"name": name.strip(), "role": str(wanted)})
        return next(user for user in tx.users.all() if folded(user.name) == folded(name))


def take(database: Database, name: str, role: str, by: str = "") -> None:
    """Takes a role from somebody.

    Raises:
        NotFound: he has no such role.
        AccessRefused: only the owner takes roles.
    """
    wanted, who = role_of(role), require(database, Action.ROLES, by)
    with database.transaction() as tx:
        if not tx.users.take(name, wanted):
            what = _("has no role “{role}”").format(role=role_name(wanted))
            raise NotFound(name, what, _("Roles are listed by: qcdesk roles"))
        tx.audit.append(who, "role.taken", {"name": name.strip(), "role": str(wanted)})


def role_of(text: str) -> UserRole:
    """The role of that value.

    Raises:
        InputError: there is none; the remedy names them all.
    """
    try:
        return UserRole(text.strip().casefold())
    except ValueError:
        remedy = _("Possible: {names}").format(names=", ".join(UserRole))
        raise InputError(text, _("no such role"), remedy) from None


def table() -> tuple[tuple[Action, tuple[UserRole, ...]], ...]:
    """Every action and the roles that have it."""
    return tuple((action, tuple(role for role in UserRole if action in RIGHTS[role])) for action in Action)


def action_name(action: Action) -> str:
    """The action in the user's language."""
    return _(_ACTIONS[action])


def role_name(role: UserRole) -> str:
    """The role in the user's language."""
    return _(_ROLES[role])


def _refusal(action: Action, name: str, roles: tuple[UserRole, ...]) -> AccessRefused:
    said = _("{name} may not {action}").format(name=name, action=action_name(action))
    barring = [role for role in roles if action in NEVER.get(role, ())]
    if barring:
        remedy = _("Whoever is {role} never may: control does not depend on those who sell")
        return AccessRefused(said, remedy.format(role=role_name(barring[0])))
    allowed = ", ".join(role_name(role) for role in UserRole if action in RIGHTS[role])
    remedy = _("It is done by: {roles}. The owner gives roles: qcdesk roles give NAME ROLE")
    return AccessRefused(said, remedy.format(roles=allowed))
