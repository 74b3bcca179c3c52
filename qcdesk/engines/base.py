"""What every recognition engine is: options in, windows of sound in, text with word times out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qcdesk.engines.models.store import ModelFiles

SAMPLE_RATE = 16_000
"""Samples a second of every window."""

MAX_WINDOW_S = 30.0
"""Whisper's encoder sees at most this many seconds at once."""

Window = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How to recognise.

    Attributes:
        language: code of the language spoken (`ru`); it is never guessed.
        beam_size: beams of the search; 1 is greedy.
        threads: processor threads; 0 is all cores.
        compute_type: arithmetic of the weights (`int8`, `float32`); `auto` is the fastest on a processor.
        hotwords: names and terms the speech may contain; put before each window as a prompt.
        batch_size: windows decoded together.
        word_times: find the time of each word; without it `Recognised.words` is empty.
        fallback: decode a window again with rising temperature when its text looks looped or unlikely.
    """

    language: str = "ru"
    beam_size: int = 3
    threads: int = 0
    compute_type: str = "auto"
    hotwords: str = ""
    batch_size: int = 3
    word_times: bool = True
    fallback: bool = True


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word with its punctuation: seconds from the window's start, confidence 0…1."""

    start: float
    end: float
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was heard in one window.

    Attributes:
        average_log_probability: mean natural logarithm of the tokens' probabilities.
        no_speech_probability: 0…1, what the model gives to "nobody speaks".
        compression_ratio: bytes of the text by bytes of its zlib form; loops are above 2.4.
        temperature: the sampling temperature that gave this text; above 0 after a retry.
    """

    text: str
    words: tuple[SpokenWord, ...]
    average_log_probability: float
    no_speech_probability: float
    compression_ratio: float
    temperature: float = 0.0


NOTHING = Recognised("", (), 0.0, 1.0, 0.0)
"""The result of an empty window."""


class Engine(Protocol):
    """A speech recogniser. It lives in a child process and is used by one caller at a time."""

    name: str

    def load(self, model: ModelFiles, options: EngineOptions) -> None:
        """Loads the weights; converts them first when they are in another engine's form.

        Raises:
            EngineUnavailable: the engine's library is not installed.
            ModelError: the weights do not load or do not know the language.
        """

    def recognise(self, windows: Sequence[Window]) -> list[Recognised]:
        """Recognises windows of mono sound at 16 kHz, each at most 30 s long, any number.

        Returns:
            One result a window, in the order given.
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


def check_windows(windows: Sequence[Window]) -> None:
    """Refuses windows that no engine can take.

    Raises:
        ValueError: a window is not one-dimensional float32 or is longer than 30 s.
    """
    for window in windows:
        if window.ndim != 1 or window.dtype != np.float32:
            raise ValueError(f"a window must be mono float32, got {window.dtype} of {window.ndim} dimensions")
        if window.size > MAX_WINDOW_S * SAMPLE_RATE:
            raise ValueError(f"a window must be at most 30 s long, got {window.size / SAMPLE_RATE:.1f} s")
