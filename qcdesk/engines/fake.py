"""An engine without weights for fast tests: it names what it measures instead of understanding it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from qcdesk.domain.recognition import Passages, Recognised, Search, SpokenWord, Window
from qcdesk.engines.base import SAMPLE_RATE, EngineOptions, check_window
from qcdesk.engines.models.store import ModelFiles

STEP_S = 0.5
"""One word is told for each step of this many seconds that is loud enough."""

LOUD = 0.01
"""Root mean square above which a step counts as spoken."""


class FakeEngine:
    """Says `слово<level>` for each loud half second, with its true times; level is its loudness in 1…9.

    The same sound always gives the same words, and silence gives none, so tests of everything around an
    engine see times, order and options honoured without weights.
    """

    name = "fake"

    def __init__(self) -> None:
        self._options: EngineOptions | None = None

    def load(self, model: ModelFiles, options: EngineOptions) -> None:  # noqa: ARG002 - it needs no weights
        self._options = options

    def recognise(
        self,
        passages: Passages,
        search: Search,  # noqa: ARG002 - it never searches
    ) -> Iterator[Recognised]:
        if self._options is None:
            raise RuntimeError("recognise before load")
        return self._listen(passages, self._options)

    def _listen(self, passages: Passages, options: EngineOptions) -> Iterator[Recognised]:
        for passage in passages:
            check_window(passage.samples)
            yield self._hear(passage.samples, options)

    def close(self) -> None:
        self._options = None

    def _hear(self, window: Window, options: EngineOptions) -> Recognised:
        words = tuple(_words(window))
        text = " ".join(w.text for w in words)
        shown = words if options.word_times else ()
        return Recognised(text, shown, -0.1 if words else 0.0, 0.01 if words else 0.99, 1.0)


def _words(window: Window) -> list[SpokenWord]:
    step = int(STEP_S * SAMPLE_RATE)
    found = []
    for first in range(0, window.size, step):
        part = window[first : first + step]
        loudness = float(np.sqrt(np.mean(np.square(part))))
        if loudness > LOUD:
            level = min(9, 1 + int(loudness * 10))
            start = first / SAMPLE_RATE
            found.append(SpokenWord(start, start + part.size / SAMPLE_RATE, f"слово{level}", 0.9))
    return found
