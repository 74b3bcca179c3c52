"""Peak memory of the child that recognises, by length of a call: `python -m tests.bench.memory [MIN …]`."""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

from qcdesk.audio.decode import decoded
from qcdesk.engines.host import ChildExecutor
from qcdesk.paths import models_folder
from qcdesk.services import units
from tests.bench.recognition import plain_options
from tests.conftest import ROOT

_RATE = 16000


def main() -> None:
    """Prints a line for each length; each has a child of its own."""
    lengths = [float(given) for given in sys.argv[1:]] or [10.0, 180.0]
    print("| call, minutes | seconds | peak memory of the child, MB |", "|---|---|---|", sep="\n")
    with tempfile.TemporaryDirectory() as folder:
        for minutes in lengths:
            call = Path(folder) / f"{minutes:g}.wav"
            write_talk(call, minutes * 60)
            began = time.perf_counter()
            peak = peak_of(call)
            print(f"| {minutes:g} | {time.perf_counter() - began:.0f} | {peak:.0f} |", flush=True)


def write_talk(target: Path, seconds: float) -> None:
    """A stereo call so long: the longest sample call said over and over."""
    source = max((ROOT / "qcdesk" / "samples").glob("*.ogg"), key=lambda path: path.stat().st_size)
    with decoded(source) as sound:
        talk = np.stack([channel[:] for channel in sound.channels], axis=1)
    left = round(seconds * _RATE)
    with soundfile.SoundFile(target, "w", _RATE, 2, "PCM_16") as file:
        while left > 0:
            file.write(talk[:left])
            left -= len(talk)


def peak_of(call: Path) -> float:
    """The most memory that a child held while it recognised the call, MB (Linux: `VmHWM`)."""
    with ChildExecutor() as executor:
        executor.submit(units.recognise, str(call), plain_options(models_folder())).result()
        child = next(p for p in multiprocessing.active_children() if p.name == "qcdesk-engine")
        status = Path(f"/proc/{child.pid}/status").read_text("ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) / 1024


if __name__ == "__main__":
    main()
