"""Makes words with times out of tokens aligned to sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qcdesk.domain.recognition import SpokenWord

FRAME_S = 0.02
"""One step of the encoder's output."""

LONGEST_WORD_S = 1.6
"""A word cannot last longer; what is more belongs to the pause before it."""

_OPENING = "«“„([{\"'¿"
"""Marks that belong to the word after them when a space stands before."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of tokens as the tokenizer splits text: a word, or a mark of punctuation.

    `start`, `end` in seconds; `confidence` the mean probability of its tokens.
    """

    text: str
    start: float
    end: float
    confidence: float


def pieces(
    texts: Sequence[str],
    token_counts: Sequence[int],
    path: Sequence[tuple[int, int]],
    probabilities: Sequence[float],
) -> list[Piece]:
    """Times of pieces from an alignment path.

    Args:
        texts: the pieces, in order.
        token_counts: how many tokens each has.
        path: token index and encoder frame of each step, both never falling (dynamic time warping).
        probabilities: probability of each token.
    """
    steps = np.asarray(path)
    first_frame = np.full(int(steps[-1, 0]) + 2, steps[-1, 1])
    for token, frame in steps[::-1]:
        first_frame[token] = frame
    bounds = np.concatenate([[0], np.cumsum(token_counts)])
    times = first_frame[np.minimum(bounds, first_frame.size - 1)] * FRAME_S
    found = []
    for text, first, last, start, end in zip(texts, bounds, bounds[1:], times, times[1:], strict=False):
        likely = [min(1.0, max(0.0, p)) for p in probabilities[first:last]]
        found.append(Piece(text, float(start), float(end), sum(likely) / len(likely) if likely else 0.0))
    return found


def words(found: Sequence[Piece], seconds: float) -> tuple[SpokenWord, ...]:
    """Words with the punctuation that belongs to them, inside the window and in order.

    Args:
        seconds: the window's length; alignment may run into the padding behind it.
    """
    merged: list[Piece] = []
    waiting = ""
    for piece in found:
        text = piece.text.strip()
        if not text:
            continue
        apart = piece.text[0].isspace()
        if not _spoken(text) and apart and text in _OPENING:
            waiting += text
        elif merged and not (_spoken(text) and (apart or text[0].isalnum())):
            merged[-1] = _joined(merged[-1], piece)
        elif _spoken(text):
            merged.append(Piece(waiting + text, piece.start, piece.end, piece.confidence))
            waiting = ""
    return tuple(_inside(piece, seconds) for piece in merged)


def spread(text: str, seconds: float, confidence: float) -> tuple[SpokenWord, ...]:
    """Words at times in proportion to their letters, for a text that could not be aligned."""
    split = text.split()
    letters = np.cumsum([0, *(len(word) + 1 for word in split)])
    times = letters / max(1, letters[-1]) * seconds
    return tuple(
        SpokenWord(float(start), float(end), word, confidence)
        for word, start, end in zip(split, times, times[1:], strict=False)
    )


def _spoken(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _joined(word: Piece, piece: Piece) -> Piece:
    """A word with the punctuation behind it, or with the part that a full stop cut off («г.Тверь»)."""
    joint = " " if piece.text[0].isspace() else ""
    text = word.text + joint + piece.text.strip()
    if not _spoken(piece.text):
        return Piece(text, word.start, word.end, word.confidence)
    return Piece(text, word.start, piece.end, min(word.confidence, piece.confidence))


def _inside(piece: Piece, seconds: float) -> SpokenWord:
    end = min(piece.end, seconds)
    start = min(max(piece.start, end - LONGEST_WORD_S), end)
    return SpokenWord(start, end, piece.text, piece.confidence)
