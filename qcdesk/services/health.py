"""Checks that the program can work here: database, journal, weights, engines, disk, fonts."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from qcdesk.engines import registry
from qcdesk.engines.models.store import installed, verify
from qcdesk.errors import QcdeskError
from qcdesk.i18n import _
from qcdesk.storage import Database

_LEAST_FREE = 1_000_000_000
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    r"C:\Windows\Fonts",
)
_CYRILLIC = (
    "segoeui",
    "arial",
    "calibri",
    "dejavusans",
    "liberationsans",
    "notosans-",
    "ptsans",
    "pts55",
    "roboto",
    "ubuntu-",
    "helvetica",
)


class Verdict(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, what was found, and what to do."""

    name: str
    verdict: Verdict
    found: str
    remedy: str = ""


def check_all(
    open_database: Callable[[], Database], home: Path, models: Path, *, hashes: bool = True
) -> Iterator[Check]:
    """Runs every check; one that fails does not stop the others.

    Args:
        open_database: opens the department's database.
        home: its folder.
        models: the folder of weights.
        hashes: read every weights file whole and compare its SHA-256.
    """
    yield Check("program", Verdict.OK, f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    yield from _database(open_database)
    yield from _models(models, hashes=hashes)
    yield from _engines()
    yield _disk(home)
    yield _fonts()


def _database(open_database: Callable[[], Database]) -> Iterator[Check]:
    try:
        database = open_database()
    except QcdeskError as error:
        yield Check("database", Verdict.FAILED, error.what, error.remedy)
        return
    problems = list(database.check())
    for problem in problems:
        yield Check(
            "database", Verdict.FAILED, f"{problem.kind}: {problem.subject}", _("Restore the newest backup")
        )
    if problems:
        return
    with database.read() as tx:
        number, head = tx.audit.head()
    yield Check("database", Verdict.OK, _("whole"))
    yield Check(
        "journal", Verdict.OK, _("{n} rows, unbroken; head {head}").format(n=number, head=head[:16] or "—")
    )


def _models(folder: Path, *, hashes: bool) -> Iterator[Check]:
    there = installed(folder)
    if not there:
        yield Check("models", Verdict.WARNING, _("none installed"), _("Run: qcdesk models install base"))
    for model in there:
        wrong = (
            [file for file in verify(folder) if file.model == model.name and not file.ok] if hashes else []
        )
        name = f"{model.name} ({model.form})"
        if wrong:
            remedy = _("Run: qcdesk models install {name}").format(name=model.name)
            yield Check(
                "models",
                Verdict.FAILED,
                _("{name}: {file} is damaged").format(name=name, file=wrong[0].file),
                remedy,
            )
        else:
            yield Check("models", Verdict.OK, _("{name}: whole").format(name=name) if hashes else name)


def _engines() -> Iterator[Check]:
    for name, there in registry.available().items():
        if name != "fake":
            found = _("installed") if there else _("not installed")
            yield Check("engine", Verdict.OK if there else Verdict.WARNING, f"{name}: {found}")


def _disk(home: Path) -> Check:
    existing = next((p for p in (home, *home.parents) if p.exists()), Path.cwd())
    free = shutil.disk_usage(existing).free
    found = _("{n:.1f} GB free").format(n=free / 1e9)
    if free < _LEAST_FREE:
        return Check(
            "disk", Verdict.WARNING, found, _("Free some space on the disk of {path}").format(path=home)
        )
    return Check("disk", Verdict.OK, found)


def _fonts() -> Check:
    """Whether a font with Cyrillic letters is here; without one a report opened here shows boxes."""
    for folder in map(Path, _FONT_FOLDERS):
        place = folder.expanduser()
        if place.is_dir():
            for file in place.rglob("*.[to]tf"):
                if file.name.lower().replace(" ", "").startswith(_CYRILLIC):
                    return Check("fonts", Verdict.OK, file.name)
    return Check(
        "fonts",
        Verdict.WARNING,
        _("no font with Cyrillic letters found"),
        _("Install DejaVu Sans or PT Sans"),
    )
