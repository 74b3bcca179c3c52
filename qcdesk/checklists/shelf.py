"""Finds checklists by id: the department's own first, then the shipped ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from qcdesk.checklists.reading import read_checklist
from qcdesk.domain.checklist import Checklist
from qcdesk.errors import ChecklistError, NotFound
from qcdesk.i18n import _
from qcdesk.paths import shipped_checklists

ENDINGS = (".yaml", ".yml")


def shipped() -> tuple[Checklist, ...]:
    """The checklists that ship with the program, by id.

    Raises:
        ChecklistError: a shipped file was damaged.
    """
    return _shipped(shipped_checklists())


@cache
def _shipped(folder: Path) -> tuple[Checklist, ...]:
    found = (read_checklist(path) for path in checklist_files(folder))
    return tuple(sorted(found, key=lambda c: c.id))


def checklist_files(folder: Path) -> list[Path]:
    """The YAML files of a folder, by name; none where there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in ENDINGS and p.is_file())


def on_shelf(folder: Path) -> list[Checklist]:
    """A department's own checklists and the shipped ones it does not replace; wrong files are left out."""
    own = {c.id: c for c in (_readable(path) for path in reversed(checklist_files(folder))) if c}
    return [*reversed(own.values()), *(c for c in shipped() if c.id not in own)]


def broken(folder: Path) -> Iterator[ChecklistError]:
    """What is wrong with files of a folder that cannot be used."""
    for path in checklist_files(folder):
        try:
            read_checklist(path)
        except ChecklistError as error:
            yield error


def _readable(path: Path) -> Checklist | None:
    """The checklist in the file; None where it is wrong: one bad file must not stop work by the others."""
    try:
        return read_checklist(path)
    except ChecklistError:
        return None


def find(id: str, folders: Sequence[Path]) -> Checklist:
    """The checklist of that id, from the first folder that has it, else from the shipped ones.

    A file that cannot be read hides the others only when it bears the id as its name.

    Args:
        folders: the department's own folders, first one first.

    Raises:
        NotFound: no folder has it; the remedy names the ids there are.
        ChecklistError: the file of that name is wrong.
    """
    known: list[str] = []
    for checklist in _own(id, folders):
        if checklist.id == id:
            return checklist
        known.append(checklist.id)
    for checklist in shipped():
        if checklist.id == id:
            return checklist
        known.append(checklist.id)
    ids = ", ".join(sorted(set(known)))
    raise NotFound(id, _("there is no such checklist"), _("There are: {ids}").format(ids=ids))


def _own(id: str, folders: Sequence[Path]) -> Iterator[Checklist]:
    for folder in folders:
        files = checklist_files(folder)
        for path in sorted(files, key=lambda p: p.stem != id):
            try:
                yield read_checklist(path)
            except ChecklistError:
                if path.stem == id and path.exists():  # else it was taken away since the folder was read
                    raise
