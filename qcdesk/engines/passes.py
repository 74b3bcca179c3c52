"""Runs windows through an engine in batches, and those that look invented or looped once more with chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from qcdesk.engines import batches, quality
from qcdesk.engines.base import NOTHING, EngineOptions, Recognised, Window, check_windows

Attempt = Callable[[list[Window], float], list[Recognised]]
"""Recognises windows of like length in one batch at a sampling temperature (0: search without chance)."""


def recognise(
    windows: Sequence[Window], options: EngineOptions, attempt: Attempt, workers: int = 1
) -> list[Recognised]:
    """One result a window, in the order given.

    Args:
        workers: batches recognised at a time; `attempt` must bear to be called from as many threads.
    """
    check_windows(windows)
    results = [NOTHING] * len(windows)

    def one(batch: list[int]) -> None:
        found = attempt([windows[i] for i in batch], 0.0)
        for index, result in zip(batch, found, strict=True):
            results[index] = _careful(result, windows[index], attempt) if options.fallback else result

    with ThreadPoolExecutor(workers) as pool:
        # Through a list, so that an error of any batch is raised here.
        list(pool.map(one, batches.batches(windows, options.batch_size)))
    return results


def _careful(first: Recognised, window: Window, attempt: Attempt) -> Recognised:
    if not quality.is_suspicious(first):
        return first

    def again() -> Iterator[Recognised]:
        for temperature in quality.TEMPERATURES:
            yield attempt([window], temperature)[0]

    return quality.first_good(first, again())
