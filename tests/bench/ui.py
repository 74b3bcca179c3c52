"""How fast the window is, without a screen: `python -m tests.bench.ui [start list call stall key memory]`.

Each row runs in a process of its own, on an archive made for it; the start also runs a bare window beside it.
Recognition in `stall` uses the models of `QCDESK_MODELS`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench.ui_archive import an_hour, desk_over, turns, with_calls, write_calls
from tests.bench.ui_measures import LIST_CALLS, OPENED
from tests.conftest import ROOT

START_CALLS, STARTS = 10_000, 5


def main() -> None:
    """Prints the rows that are named, or all."""
    wanted = sys.argv[1:] or list(ROWS)
    print("| what | measured | target |", "|---|---|---|", sep="\n", flush=True)
    for name in wanted:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            ROWS[name](Path(folder))


# — rows —


def start(folder: Path) -> None:
    """Start of the real program to a list that is shown, and of a bare window in the same run."""
    with_calls(folder, START_CALLS)
    run("tests.bench.ui_start", str(folder))  # the first start compiles; an installed program is compiled
    ours, bare = [], []
    for _time in range(STARTS):
        ours.append(float(run("tests.bench.ui_start", str(folder))))
        bare.append(float(run("tests.bench.ui_start")))
    mine, base = statistics.median(ours), statistics.median(bare)
    said = f"{mine:.2f} s; {mine / base:.1f} × a bare window ({base:.2f} s)"
    row(f"start to usable window, {START_CALLS:,} calls, median of {STARTS}", said, "1.5 s, 2.5 ×")


def listing(folder: Path) -> None:
    """Opening, sorting, filtering and scrolling a long list."""
    with_calls(folder, LIST_CALLS)
    row(f"list of {LIST_CALLS:,} calls", measured("list", str(folder)), "100 ms each")


def opening(folder: Path) -> None:
    """An hour of stereo: first time, again."""
    with desk_over(folder) as desk:
        an_hour(desk, folder / "hour.wav")
    row("open a 60-minute stereo call", measured("call", str(folder)), "first 2 s, again 150 ms")


def stalling(folder: Path) -> None:
    """The longest stall of the event loop under work."""
    row("longest stall of the event loop", measured("stall", str(folder)), "50 ms")


def key(folder: Path) -> None:
    """Key press to answer stored."""
    row("key press to answer stored", measured("key", str(folder)), "30 ms")


def memory(folder: Path) -> None:
    """Memory after many calls were opened; another process makes them."""
    files = folder / "files"
    files.mkdir()
    write_calls(files, OPENED, seconds=60.0)
    with desk_over(folder) as desk:
        for _event in desk.add([files]):
            pass
        with desk.database.transaction() as tx:
            for call in tx.calls.all():
                tx.transcripts.store(call.id, turns(60.0))
    row(f"memory after {OPENED} calls opened", measured("memory", str(folder)), "350 MB, no growth")


ROWS: dict[str, Callable[[Path], None]] = {
    "start": start,
    "list": listing,
    "call": opening,
    "stall": stalling,
    "key": key,
    "memory": memory,
}


def measured(name: str, folder: str) -> str:
    """What a process of its own measured."""
    return run("tests.bench.ui_measures", name, folder)


def run(module: str, *arguments: str) -> str:
    """The last line that a module prints; the time it was started at is told by the environment."""
    known = {**os.environ, "PYTHONPATH": str(ROOT), "BEGAN": str(time.time())}
    known.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=known, cwd=ROOT, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise SystemExit(f"{' '.join(arguments)}: {done.returncode}")
    return done.stdout.strip().splitlines()[-1]


def row(what: str, measured: str, target: str) -> None:
    """Prints a row."""
    print(f"| {what} | {measured} | {target} |", flush=True)


if __name__ == "__main__":
    main()
