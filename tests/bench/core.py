"""Import time, intake, hints and reports, each beside a peer measured in the same run."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from qcdesk.checklists.shelf import find
from qcdesk.desk import Desk
from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Speaker, Turn
from qcdesk.evidence.hints import hints
from qcdesk.paths import samples
from tests.bench.department import MANAGERS, REVIEWS, fifty_managers

FILES = 200
RUNS = 5


def main() -> None:
    """Prints all measures."""
    import_time()
    intake()
    hints_per_second()
    reports()


def timed(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds of some runs."""
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def import_time() -> None:
    """A fresh interpreter that imports the command line and its help, beside one that imports its parser."""

    def run(line: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, "-c", line], check=True)

    bare, typer = timed(run("pass")), timed(run("import typer"))
    ours = timed(run("import qcdesk.cli, qcdesk.cli.run, qcdesk.cli.app; qcdesk.cli.app.build()"))
    heavy = (
        "import sys, qcdesk.cli.app as a; a.build();"
        "print([m for m in ('torch', 'PySide6', 'av', 'sqlmodel') if m in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", heavy], check=True, capture_output=True, text=True
    ).stdout.strip()
    print(f"import of qcdesk.cli with all commands: {ours - bare:.2f} s; typer alone {typer - bare:.2f} s "
          f"(×{(ours - bare) / (typer - bare):.1f}); heavy libraries loaded: {loaded}")  # fmt: skip


def intake() -> None:
    """Five-minute stereo recordings taken in, beside a plain copy and hash of the same files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        random = np.random.default_rng(1)
        sound = (0.1 * random.standard_normal((8000 * 300, 2))).astype(np.float32)
        first = folder / "out-+70000000000-101-20261005-100000-1.0.wav"
        soundfile.write(first, sound, 8000, subtype="ALAW")
        for i in range(1, FILES):
            path = folder / f"out-+7000{i:07}-101-20261005-{i // 60:02}{i % 60:02}00-{i}.0.wav"
            content = bytearray(first.read_bytes())
            content[-8:] = i.to_bytes(8, "little")
            path.write_bytes(content)
        began = time.perf_counter()
        for path in folder.iterdir():
            shutil.copyfile(path, Path(name) / "copy")
        copied = time.perf_counter() - began
        desk = Desk(Path(name) / "home")
        began = time.perf_counter()
        for _event in desk.add([folder]):
            pass
        seconds = time.perf_counter() - began
        desk.close()
        print(
            f"intake: {FILES / seconds:.0f} recordings of five minutes a second "
            f"({seconds:.2f} s; copying them takes {copied:.2f} s)"
        )


def conversation() -> list[Turn]:
    """Five minutes of talk: the texts of the sample calls, repeated."""
    import json

    truth = json.loads((samples() / "truth.json").read_text("utf-8"))
    said = [turn for call in truth.values() for turn in call["turns"]]
    turns, at = [], 0.0
    while at < 300:
        turn = said[len(turns) % len(said)]
        length = turn["end"] - turn["start"]
        turns.append(
            Turn(len(turns), Speaker(turn["speaker"]), turn["channel"], at, at + length, turn["text"])
        )
        at += length + 0.5
    return turns


def hints_per_second() -> None:
    """All hints of the longest checklist on five minutes of talk, beside splitting the text into words."""
    turns = conversation()
    checklist = find("sales_hot_v1", [])
    names = Names(companies=("Тёплый дом",), sales_manager="Андрей Волков", client="Михаил")
    hints(checklist, turns, {}, names)
    one = timed(lambda: hints(checklist, turns, {}, names))
    words = sum(len(t.text.split()) for t in turns)
    print(
        f"hints: {1 / one:.0f} calls of five minutes a second "
        f"({one * 1000:.0f} ms; {len(turns)} turns, {words} words)"
    )


def reports() -> None:
    """Files for fifty sales managers with twenty reviews each, beside writing the same reviews as JSON."""
    with tempfile.TemporaryDirectory() as name:
        cards, owner, plain = fifty_managers(Path(name))
        print(
            f"reports, {MANAGERS} sales managers × {REVIEWS} reviews: cards {cards:.1f} s (all formats), "
            f"owner's report {owner:.1f} s; the same reviews as JSON {plain:.2f} s"
        )
