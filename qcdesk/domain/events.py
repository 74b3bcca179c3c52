"""What a long job tells while it runs: it is a generator of these, and its result is what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Progress:
    """So much is done: `done` of `total` in the job's own unit, and what is being worked on.

    `left_s` is how many seconds it will still take, where the job knows better than its rate.
    """

    done: float
    total: float
    subject: str = ""
    left_s: float | None = None


@dataclass(frozen=True, slots=True)
class ItemDone:
    """One item of a batch is finished; `result` is the job's own value for it."""

    subject: str
    result: object = None


@dataclass(frozen=True, slots=True)
class ItemFailed:
    """One item of a batch failed; the batch goes on."""

    subject: str
    error: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The job waits for something slow (a model that loads, a download)."""

    subject: str


@dataclass(frozen=True, slots=True)
class WindowHeard:
    """One window of a call is recognised; kept under its key, it need not be recognised again after a stop.

    `result` is plain values.
    """

    key: str
    result: dict[str, Any]


Event = Progress | ItemDone | ItemFailed | Waiting | WindowHeard
