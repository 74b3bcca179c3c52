"""Runs passages through an engine in batches on several workers, lazily, results in the order given."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from qcdesk.domain.recognition import NOTHING, Passage, Passages, Recognised, Search, Window
from qcdesk.engines import quality
from qcdesk.engines.base import check_window
from qcdesk.engines.batches import batches, even_size

Attempt = Callable[[list[Window], str, Search, float], list[Recognised]]
"""Recognises windows in one batch: windows, their common prompt, how to search, sampling temperature."""


def recognise(
    passages: Passages, search: Search, attempt: Attempt, *, batch_size: int, workers: int = 1
) -> Iterator[Recognised]:
    """One result a passage, in the order given.

    Args:
        batch_size: windows decoded together at most.
        workers: batches decoded at a time; `attempt` must bear to be called from as many threads. One batch
            more is kept ready for each, so that none waits, and no more sound than that is in memory.
    """
    with ThreadPoolExecutor(workers) as pool:
        running: deque[Future[list[Recognised]]] = deque()
        for batch in batches(passages, even_size(len(passages), batch_size, workers)):
            running.append(pool.submit(_batch, batch, search, attempt))
            if len(running) >= 2 * workers:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def _batch(batch: list[Passage], search: Search, attempt: Attempt) -> list[Recognised]:
    windows = [passage.samples for passage in batch]
    for window in windows:
        check_window(window)
    heard = [window for window in windows if window.size]
    prompt = batch[0].prompt
    results = iter(attempt(heard, prompt, search, 0.0) if heard else [])
    return [
        _retried(next(results), window, prompt, search, attempt) if window.size else NOTHING
        for window in windows
    ]


def _retried(first: Recognised, window: Window, prompt: str, search: Search, attempt: Attempt) -> Recognised:
    if not search.fallback or not quality.is_suspicious(first):
        return first

    def again() -> Iterator[Recognised]:
        for temperature in quality.TEMPERATURES:
            yield attempt([window], prompt, search, temperature)[0]

    return quality.first_good(first, again())
