"""The real program in a process of its own, and an archive of the sample calls, transcribed once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the program gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be one JSON document and nothing else."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Program:
    """The program with a home folder of its own."""

    home: Path
    models: Path | None = None

    def __call__(self, *arguments: str | Path, lang: str = "en") -> Ran:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "QCDESK_HOME": "", "PYTHONWARNINGS": "default"}
        if self.models:
            environment["QCDESK_MODELS"] = str(self.models)
        line = [sys.executable, "-m", "qcdesk", f"--home={self.home}", f"--lang={lang}", *map(str, arguments)]
        done = subprocess.run(
            line, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=self.home.parent
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def qcdesk(tmp_path: Path) -> Program:
    """The program with an empty home folder."""
    return Program(tmp_path / "home")


@dataclass(frozen=True, slots=True)
class Archive:
    """The sample calls, transcribed with real weights; `ids` by the role of their sales manager."""

    home: Path
    models: Path
    ids: dict[str, int]


@pytest.fixture(scope="session")
def transcribed(tmp_path_factory: pytest.TempPathFactory, models: Path, samples_folder: Path) -> Archive:
    """The archive that tests copy; never changed itself."""
    home = tmp_path_factory.mktemp("archive") / "home"
    program = Program(home, models)
    added = program("add", samples_folder, "--table", samples_folder / "calls.csv", "--json")
    assert added.code == 0, added.err
    done = program("transcribe", "--all", "--json")
    assert done.code == 0, done.err
    calls = {
        c["id"]: program("show", str(c["id"]), "--json").json["call"]["role"] for c in added.json["added"]
    }
    return Archive(home, models, {role: id for id, role in calls.items()})


@pytest.fixture
def archive(transcribed: Archive, tmp_path: Path) -> Callable[..., Ran]:
    """The program with an own copy of the archive."""
    home = tmp_path / "home"
    shutil.copytree(transcribed.home, home)
    return Program(home, transcribed.models)
