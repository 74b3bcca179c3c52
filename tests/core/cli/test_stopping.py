"""Stopping the program: in a second, nothing lost, nobody left behind, results told as they come."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.conftest import ROOT, write_wav
from tests.core.cli.conftest import Program

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals of another kind")]


def started(program: Program, *arguments: str) -> subprocess.Popen[str]:
    """The real program, left running."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QCDESK_MODELS": str(program.models)}
    line = [sys.executable, "-m", "qcdesk", f"--home={program.home}", "--lang=en", *arguments]
    # A shell starts work in the background with Ctrl-C ignored, and children inherit that.
    return subprocess.Popen(
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def children_of(number: int) -> list[int]:
    """Processes whose parent is this one."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after_name[1]) == number:
            found.append(int(status.parent.name))
    return found


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_batch_keeps_what_is_done_and_goes_on(
    qcdesk: Program, models: Path, samples_folder: Path, how: signal.Signals
) -> None:
    program = Program(qcdesk.home, models)
    assert program("add", samples_folder).code == 0
    batch = started(program, "transcribe", "--all", "--json")
    assert batch.stdout is not None
    first = json.loads(batch.stdout.readline())
    children = children_of(batch.pid)
    began = time.monotonic()
    batch.send_signal(how)
    _out, err = batch.communicate(timeout=30)
    assert time.monotonic() - began < 2.0
    assert "Traceback" not in err
    if how is signal.SIGINT:
        assert batch.returncode == 130
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < deadline:
        os.sched_yield()
    assert not any(Path(f"/proc/{child}").exists() for child in children)
    states = {c["id"]: c["state"] for c in program("calls", "--json").json["calls"]}
    assert states[first["id"]] == "transcribed"
    rest = program("transcribe", "--all", "--json")
    assert first["id"] not in [json.loads(line)["id"] for line in rest.out.splitlines()]
    assert {c["state"] for c in program("calls", "--json").json["calls"]} == {"transcribed"}


def has_a_window(unfinished: Path) -> bool:
    """Whether the result of a window was kept whole."""
    return any('"result"' in file.read_text("utf-8") for file in unfinished.glob("*.jsonl"))


def test_a_killed_call_goes_on_after_its_last_window(
    qcdesk: Program, models: Path, samples_folder: Path
) -> None:
    program = Program(qcdesk.home, models)
    talk, rate = soundfile.read(next(samples_folder.glob("*.ogg")))
    assert program("add", write_wav(qcdesk.home.parent / "long.wav", np.tile(talk, (4, 1)), rate)).code == 0
    batch = started(program, "transcribe", "--all", "--json")
    unfinished = program.home / "unfinished"
    deadline = time.monotonic() + 120
    while not has_a_window(unfinished) and batch.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    batch.kill()
    out, _err = batch.communicate(timeout=30)
    assert not out, "the call was killed while it was in work"
    rest = json.loads(program("transcribe", "--all", "--json").out)
    assert 1 <= rest["kept"] <= rest["windows"]
    assert not list(unfinished.glob("*"))
