"""What is set up: settings, weights, backups, folders, users and their roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qcdesk.domain.call import Side
from qcdesk.services import naming, rights, weights
from ui.ops.context import Context
from ui.ops.operation import LongOperation, Operation
from ui.texts import _


@dataclass(frozen=True, slots=True)
class Users:
    """Who is listed, by name and roles in words, with the roles themselves."""

    lines: tuple[tuple[str, str, tuple[str, ...]], ...]


def change(context: Context, name: str, values: Sequence[str]) -> Operation[None]:
    """Changes a setting in its file; an error is said and nothing is changed."""
    return Operation(context, lambda: context.desk.change_setting(name, values))


def list_weights(context: Context) -> Operation[tuple[weights.Weights, ...]]:
    """Looks which models can be had and which are there."""
    return Operation(context, lambda: weights.all_weights(context.desk.models))


def install(context: Context, name: str) -> LongOperation[None]:
    """Installs a model."""
    title = _("Installing the model {name}").format(name=name)
    return LongOperation(context, title, lambda: weights.install_model(name, context.desk.models))


def import_weights(context: Context, path: Path) -> LongOperation[str]:
    """Takes weights from a file, folder or ZIP."""
    title = _("Importing {name}").format(name=path.name)
    return LongOperation(context, title, lambda: weights.import_model(path, context.desk.models))


def verify(context: Context) -> Operation[list[str]]:
    """Reads all weights; the files that are not what they were."""
    return Operation(context, lambda: weights.damaged_files(context.desk.models))


def delete_weights(context: Context, name: str) -> Operation[None]:
    """Deletes a model."""
    return Operation(context, lambda: weights.delete_model(name, context.desk.models))


def try_template(context: Context, template: str, name: str) -> Operation[dict[str, str]]:
    """What a template reads from a file name."""
    return Operation(context, lambda: naming.read_by(template, name))


def set_source(context: Context, folder: Path, side: Side | None) -> Operation[None]:
    """Says in which channel the sales managers speak in a folder's recordings."""
    return Operation(context, lambda: context.desk.set_source(folder, side))


def sources(context: Context) -> Operation[dict[str, Side]]:
    """Folders whose channel is known."""
    return Operation(context, context.desk.sources)


def back_up(context: Context) -> Operation[Path]:
    """Makes a verified copy of the database."""
    return Operation(context, context.desk.back_up)


def backups(context: Context) -> Operation[list[Path]]:
    """The backups, newest first."""
    return Operation(context, context.desk.backups)


def restore(context: Context, backup: Path) -> Operation[Path]:
    """Goes back to a backup."""
    return Operation(context, lambda: context.desk.restore(backup))


def choose_home(context: Context, folder: Path) -> Operation[None]:
    """Makes another folder the home from the next start on."""
    return Operation(context, lambda: context.desk.choose_home(folder))


def users(context: Context) -> Operation[Users]:
    """Everyone who is listed."""

    def work() -> Users:
        found = rights.users(context.desk.database)
        return Users(
            tuple(
                (u.name, ", ".join(map(rights.role_name, u.roles)), tuple(str(r) for r in u.roles))
                for u in found
            )
        )

    return Operation(context, work)


def give_role(context: Context, name: str, role: str) -> Operation[object]:
    """Gives somebody a role."""
    return Operation(context, lambda: rights.give(context.desk.database, name, role))


def take_role(context: Context, name: str, role: str) -> Operation[None]:
    """Takes a role from somebody."""
    return Operation(context, lambda: rights.take(context.desk.database, name, role))
