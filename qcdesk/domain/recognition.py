"""What passes between the room that prepares speech and the room that recognises it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


Window: TypeAlias = "NDArray[np.float32]"
"""Mono sound at 16 kHz, float32 of shape (samples,)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A window to recognise, and words that stand before it: names that may be said, the talk so far."""

    samples: Window
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """How hard to look for the text of a window.

    Attributes:
        beam_size: beams of the search; 1 is greedy.
        fallback: decode again with rising temperature when the text looks looped or unlikely.
    """

    beam_size: int = 1
    fallback: bool = False


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

    def to_plain(self) -> dict[str, Any]:
        """Plain values, to be kept or to cross into another process."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Recognised:
        """The value that `to_plain` wrote."""
        return cls(**{**plain, "words": tuple(SpokenWord(**w) for w in plain["words"])})


NOTHING = Recognised("", (), 0.0, 1.0, 0.0)
"""The result of an empty window."""


class Passages(Protocol):
    """So many passages, perhaps made only when they are asked for; a list is one."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Passage]: ...


class Recogniser(Protocol):
    """Turns windows of sound into text."""

    def recognise(self, passages: Passages, search: Search) -> Iterator[Recognised]:
        """Recognises passages, each at most 30 s long, as they come.

        Passages of like length should follow one another: neighbours are decoded together, and all of them
        are as long as the longest.

        Yields:
            one result a passage, in the order given; only a few passages are taken ahead.
        """
