"""Checks that the program can work here: database, journal, weights, engines, disk, fonts."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from qcdesk.engines import registry
from qcdesk.engines.models.store import ModelFiles, check, installed
from qcdesk.errors import ModelDamaged, QcdeskError
from qcdesk.i18n import _
from qcdesk.storage import SHORTEST_ANCHOR, Database, Problem, ProblemKind

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
    open_database: Callable[[], Database],
    home: Path,
    models: Path,
    *,
    hashes: bool = True,
    anchors: Mapping[int, str] | None = None,
) -> Iterator[Check]:
    """Runs every check; one that fails does not stop the others.

    Args:
        open_database: opens the department's database.
        home: its folder.
        models: the folder of weights.
        hashes: read every weights file whole and compare its SHA-256.
        anchors: heads of the journal as they were printed, by number.
    """
    yield Check("program", Verdict.OK, f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    yield from _guarded("database", lambda: _database(open_database, anchors or {}))
    yield from _guarded("models", lambda: _models(models, hashes=hashes))
    yield from _guarded("engine", _engines)
    yield from _guarded("disk", lambda: [_disk(home)])
    yield from _guarded("fonts", lambda: [_fonts()])


def _guarded(name: str, run: Callable[[], Iterable[Check]]) -> Iterator[Check]:
    """What a check finds; whatever goes wrong in it is found too."""
    try:
        yield from run()
    except QcdeskError as error:
        yield Check(name, Verdict.FAILED, error.what, error.remedy)
    except Exception as error:  # noqa: BLE001  (a doctor who faints finds nothing)
        yield Check(name, Verdict.FAILED, f"{type(error).__name__}: {error}")


def _database(open_database: Callable[[], Database], anchors: Mapping[int, str]) -> Iterator[Check]:
    database = open_database()
    problems = database.check(anchors)
    for problem in problems:
        yield _problem(problem)
    checked = {_ABOUT[problem.kind] for problem in problems}
    if "database" not in checked:
        yield Check("database", Verdict.OK, _("whole"))
    if checked:
        return
    with database.read() as tx:
        number, head = tx.audit.head()
    found = _("{n} rows, unbroken; head {head}").format(n=number, head=f"{number}:{head[:SHORTEST_ANCHOR]}")
    if anchors:
        found += "; " + _("printed heads that agree: {n}").format(n=len(anchors))
    yield Check("journal", Verdict.OK, found)


_ABOUT = dict.fromkeys(ProblemKind, "database") | {
    ProblemKind.AUDIT_CHAIN: "journal",
    ProblemKind.REVIEW_CHANGED: "journal",
}


def _problem(problem: Problem) -> Check:
    found = {
        ProblemKind.INTEGRITY: _("the file is damaged: {subject}"),
        ProblemKind.FOREIGN_KEY: _("a row points nowhere: {subject}"),
        ProblemKind.AUDIT_CHAIN: _("row {subject} is missing, was changed, or is not the printed one"),
        ProblemKind.REVIEW_CHANGED: _("review {subject} is not the one that was stored"),
        ProblemKind.CHECKLIST_CHANGED: _("the checklist version {subject} was changed"),
        ProblemKind.TRIGGER_MISSING: _("the guard {subject} was removed"),
        ProblemKind.TRIGGER_CHANGED: _("the guard {subject} was changed"),
    }[problem.kind].format(subject=problem.subject)
    return Check(
        _ABOUT[problem.kind], Verdict.FAILED, found, _("Keep the file as proof and restore a backup")
    )


def _models(folder: Path, *, hashes: bool) -> Iterator[Check]:
    there = installed(folder)
    if not there:
        yield Check("models", Verdict.WARNING, _("none installed"), _("Run: qcdesk models install base"))
    for model in there:
        yield from _guarded("models", partial(_model, model, hashes=hashes))


def _model(model: ModelFiles, *, hashes: bool) -> Iterator[Check]:
    name = f"{model.name} ({model.form})"
    if not hashes:
        yield Check("models", Verdict.OK, name)
        return
    try:
        check(model)
    except ModelDamaged as error:
        found = _("{name}: {file} is damaged").format(name=name, file=Path(error.name).name)
        remedy = _("Run: qcdesk models install {name}").format(name=model.name)
        yield Check("models", Verdict.FAILED, found, remedy)
    else:
        yield Check("models", Verdict.OK, _("{name}: whole").format(name=name))


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
