"""Five hundred calls in one queue, killed again and again: each is done once, and a kill costs one window."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
import soundfile

from qcdesk.desk import Desk
from qcdesk.domain.call import CallState
from qcdesk.services.transcription import HANDED_OVER
from tests.conftest import ROOT
from tests.core.cli.conftest import Program
from tests.core.engines.child_units import LONG_BYTES, WINDOWS_FILE

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals of another kind")]

CALLS, LONG_CALLS, KILLS = 500, 8, 5
SHORT_S, LONG_S = 1.0, 40.0


def recordings(folder: Path, talk_file: Path) -> None:
    """Cuts of a sample call, each from another place; the long ones have several windows a side."""
    talk, rate = soundfile.read(talk_file, dtype="float32")
    folder.mkdir()
    each = (len(talk) - round(LONG_S * rate)) // CALLS
    for number in range(CALLS):
        length = LONG_S if number % (CALLS // LONG_CALLS) == 0 else SHORT_S
        part = talk[number * each :][: round(length * rate)]
        soundfile.write(folder / f"{number:03d}.wav", part, rate, subtype="PCM_16")


class Queue:
    """`qcdesk transcribe --all` with the fake engine, on a terminal, telling its windows."""

    def __init__(self, home: Path, windows: Path) -> None:
        self._home, self._windows = home, windows
        self.printed: list[int] = []
        self.screen = b""

    def run(self, kill_after: int | None, wait_s: float = 0.0) -> int:
        """Runs until so many calls are printed and a moment more, or to the end; its exit code."""
        ours, theirs = os.openpty()
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            WINDOWS_FILE: str(self._windows),
            "TERM": "xterm",
        }
        options = ["transcribe", "--all", "--engine=fake", "--json", "--lang=en", f"--home={self._home}"]
        batch = subprocess.Popen(
            [sys.executable, "-m", "tests.core.cli.telling", *options],
            stdout=subprocess.PIPE,
            stderr=theirs,
            env=environment,
        )
        os.close(theirs)
        # Read all the time: a full terminal holds the program up.
        looking = threading.Thread(target=self._look, args=(ours,))
        looking.start()
        assert batch.stdout is not None
        for number, line in enumerate(batch.stdout, 1):
            self.printed.append(json.loads(line)["id"])
            if number == kill_after:
                time.sleep(wait_s)
                batch.kill()
        code = batch.wait()
        batch.stdout.close()
        looking.join()
        os.close(ours)
        return code

    def _look(self, terminal: int) -> None:
        # Linux ends a terminal nobody holds any longer with an error.
        with suppress(OSError):
            while part := os.read(terminal, 1 << 16):
                self.screen += part


def test_five_hundred_calls_are_each_done_once(qcdesk: Program, tmp_path: Path, samples_folder: Path) -> None:
    recordings(tmp_path / "calls", max(samples_folder.glob("*.ogg"), key=lambda f: f.stat().st_size))
    assert sum(f.stat().st_size > LONG_BYTES for f in (tmp_path / "calls").iterdir()) >= LONG_CALLS
    assert qcdesk("add", tmp_path / "calls").code == 0
    queue, moment = Queue(qcdesk.home, tmp_path / "windows"), random.Random(500)
    for _kill in range(KILLS):
        queue.run(moment.randint(1, 2 * CALLS // KILLS // 2), moment.uniform(0, 0.4))
    assert queue.run(None) == 0

    desk = Desk(qcdesk.home)
    try:
        assert [c.state for c in desk.calls()] == [CallState.TRANSCRIBED] * CALLS
        with desk.database.read() as tx:
            stored = [row.body for row in tx.audit.rows(action="call.transcribed")]
    finally:
        desk.close()
    assert len({row["call"] for row in stored}) == len(stored) == CALLS
    assert not any(row["again"] for row in stored)
    # What is printed goes to the pipe although the bar is on a terminal.
    assert set(Counter(queue.printed).values()) == {1}
    assert not list((qcdesk.home / "unfinished").glob("*"))

    told = Counter((tmp_path / "windows").read_text("utf-8").splitlines())
    twice = told.total() - len(told)
    print(f"{len(told)} windows, {KILLS} kills, {twice} windows recognised twice")
    # one window in work, and the next call's, which is handed over already
    assert twice <= KILLS * HANDED_OVER
    assert b"left" in queue.screen
