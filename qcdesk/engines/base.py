"""What every recognition engine is: options in, windows of sound in, text with word times out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from qcdesk.domain.recognition import Recogniser, Window

if TYPE_CHECKING:
    from qcdesk.engines.models.store import ModelFiles

SAMPLE_RATE = 16_000
"""Samples a second of every window."""

MAX_WINDOW_S = 30.0
"""Whisper's encoder sees at most this many seconds at once."""


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How to recognise.

    Attributes:
        language: code of the language spoken (`ru`); it is never guessed.
        threads: processor threads; 0 is all cores.
        compute_type: arithmetic of the weights (`int8`, `float32`); `auto` is the fastest on a processor.
        batch_size: windows decoded together at most.
        word_times: find the time of each word; without it `Recognised.words` is empty.
    """

    language: str = "ru"
    threads: int = 0
    compute_type: str = "auto"
    batch_size: int = 5
    word_times: bool = True


class Engine(Recogniser, Protocol):
    """A speech recogniser. It lives in a child process and is used by one caller at a time."""

    name: str

    def load(self, model: ModelFiles, options: EngineOptions) -> None:
        """Loads the weights; converts them first when they are in another engine's form.

        Raises:
            EngineUnavailable: the engine's library is not installed.
            ModelError: the weights do not load or do not know the language.
        """

    def close(self) -> None:
        """Gives the memory back; the engine can be loaded again."""


def thread_count(threads: int) -> int:
    """The number of threads to use: as asked, else the cores this process may run on."""
    if threads > 0:
        return threads
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def check_window(window: Window) -> None:
    """Refuses a window that no engine can take.

    Raises:
        ValueError: it is not one-dimensional float32 or is longer than 30 s.
    """
    if window.ndim != 1 or window.dtype.name != "float32":
        raise ValueError(f"a window must be mono float32, got {window.dtype} of {window.ndim} dimensions")
    if window.size > MAX_WINDOW_S * SAMPLE_RATE:
        raise ValueError(f"a window must be at most 30 s long, got {window.size / SAMPLE_RATE:.1f} s")
