"""What a long job tells while it runs: it is a generator of these, and its result is what it returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """So much is done: `done` of `total` in the job's own unit, and what is being worked on."""

    done: float
    total: float
    subject: str = ""


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


Event = Progress | ItemDone | ItemFailed | Waiting
