"""Tells two people in one channel apart by their voices, and cuts what was said where the voice changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qcdesk.audio.decode import Samples
from qcdesk.domain.transcript import Word
from qcdesk.speech.activity import Stretch
from qcdesk.speech.voices.embedding import Rows, embeddings

PIECE_S = 1.6
HOP_S = 0.8
_ONE_VOICE = 0.89
"""Centres of two groups at least this alike are one person: halves of one synthetic voice through telephone
codecs and noise were 0.92 or more alike, two voices 0.87 or less."""
_LEAST_S = 1.5
"""A second voice with less than this in the whole call is a cough or a noise."""
_SURE = 20.0
"""Turns the difference of two likenesses into natural logarithms of odds: 0.2 of it is near certainty."""
_SWITCH, _SWITCH_IN_PAUSE = 3.0, 1.0
"""What a change of voice costs in those logarithms: people change at pauses more than within speech."""
_ROUNDS = 20
_REACH_S = 0.8
_SENTENCE_S = 0.2
"""A sentence's end counts as so much more pause when the place of a change is looked for."""

Span = tuple[float, float]
Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Voices:
    """A channel taken apart: words and (start, end) of voice of 0, the first to speak, and of 1."""

    words: list[list[Word]]
    voice: list[list[Span]]


@dataclass(frozen=True, slots=True)
class _Piece:
    start: float
    end: float
    stretch: int

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def separate(samples: Samples, voice: Sequence[Stretch], words: Sequence[Word]) -> Voices | None:
    """The two voices of a call recorded in one channel; None where only one is heard.

    Linear in the length of the voice; a piece costs one kilobyte until the call is done.

    Args:
        samples: mono, 16 kHz.
        voice: bare stretches of voice, in order.
        words: recognised in the channel, in order of time.

    Raises:
        ModelError: the weights of the voice encoder are missing or damaged.
    """
    pieces = [p for i, stretch in enumerate(voice) for p in _pieces(stretch, i)]
    if len(pieces) < 2:
        return None
    rows = embeddings(samples, [(p.start, p.end) for p in pieces])
    labels = _two(rows, pieces)
    if labels is None:
        return None
    spans = _spans(voice, pieces, labels, words)
    return Voices(_by_voice(words, spans), [[(s, e) for s, e, v in spans if v == k] for k in (0, 1)])


def _pieces(stretch: Stretch, index: int) -> list[_Piece]:
    """Pieces of `PIECE_S` every `HOP_S`, the last one at the stretch's end; one where it is shorter."""
    if stretch.length <= PIECE_S:
        return [_Piece(stretch.start, stretch.end, index)]
    count = int(np.ceil((stretch.length - PIECE_S) / HOP_S)) + 1
    starts = np.minimum(stretch.start + HOP_S * np.arange(count), stretch.end - PIECE_S)
    return [_Piece(s, s + PIECE_S, index) for s in starts.tolist()]


def _two(rows: Rows, pieces: Sequence[_Piece]) -> Labels | None:
    """The voice of each piece, 0 for the first; None when it is one voice."""
    weights = np.array([min(1.0, (p.end - p.start) / PIECE_S) for p in pieces])
    labels = _grouped(rows, weights)
    costs = [_SWITCH if a.stretch == b.stretch else _SWITCH_IN_PAUSE for a, b in pairwise(pieces)]
    for _round in range(3):
        if _too_little(labels, weights):
            return None
        centres = _centres(rows, weights, labels)
        labels = _smoothed(_SURE * weights[:, None] * (rows @ centres.T), costs)
    if _too_little(labels, weights) or likeness(rows, weights, labels) >= _ONE_VOICE:
        return None
    return labels if labels[0] == 0 else 1 - labels


def likeness(rows: Rows, weights: NDArray[np.float64], labels: Labels) -> float:
    """How alike the centres of two groups of voice are, up to 1."""
    one, two = _centres(rows, weights, labels)
    return float(one @ two)


def _too_little(labels: Labels, weights: NDArray[np.float64]) -> bool:
    return min(float(weights[labels == k].sum()) for k in (0, 1)) * HOP_S < _LEAST_S


def _grouped(rows: Rows, weights: NDArray[np.float64]) -> Labels:
    """Two groups by direction, from the better of two beginnings: the main axis, the strangest piece."""
    centre = np.average(rows, axis=0, weights=weights)
    away = (rows - centre) * np.sqrt(weights)[:, None]
    axis = np.linalg.eigh(away.T @ away)[1][:, -1]
    strange = rows[int(np.argmin((rows @ centre + 1) * weights.max() / np.maximum(weights, 0.1)))]
    begun = [(rows - centre) @ axis > 0, rows @ strange > rows @ centre]
    found = [_settled(rows, weights, start.astype(np.int64)) for start in begun]
    return max(found, key=lambda labels: _fit(rows, weights, labels))


def _settled(rows: Rows, weights: NDArray[np.float64], labels: Labels) -> Labels:
    for _round in range(_ROUNDS):
        nearer = np.argmax(rows @ _centres(rows, weights, labels).T, axis=1)
        if np.array_equal(nearer, labels):
            break
        labels = nearer
    return labels


def _fit(rows: Rows, weights: NDArray[np.float64], labels: Labels) -> float:
    near = rows @ _centres(rows, weights, labels).T
    return float(weights @ near[np.arange(len(labels)), labels])


def _centres(rows: Rows, weights: NDArray[np.float64], labels: Labels) -> NDArray[np.float64]:
    sums = np.stack([weights[labels == k] @ rows[labels == k] for k in (0, 1)])
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9))


def _smoothed(scores: NDArray[np.float64], costs: Sequence[float]) -> Labels:
    """The best path through the pieces when each change of voice costs (Viterbi)."""
    best = scores[0]
    came = np.zeros((len(scores), 2), np.int64)
    for i, cost in enumerate(costs, 1):
        change = best[::-1] - cost > best
        came[i] = np.where(change, [1, 0], [0, 1])
        best = np.maximum(best, best[::-1] - cost) + scores[i]
    labels = np.zeros(len(scores), np.int64)
    labels[-1] = int(np.argmax(best))
    for i in range(len(scores) - 1, 0, -1):
        labels[i - 1] = came[i, labels[i]]
    return labels


def _spans(
    voice: Sequence[Stretch], pieces: Sequence[_Piece], labels: Labels, words: Sequence[Word]
) -> list[tuple[float, float, int]]:
    """(start, end, voice) of the stretches, cut where the voice changes within one."""
    starts = [w.start for w in words]
    out: list[tuple[float, float, int]] = []
    begin = voice[pieces[0].stretch].start
    for (piece, after), (label, next_label) in zip(pairwise(pieces), pairwise(labels.tolist()), strict=True):
        if piece.stretch != after.stretch:
            out.append((begin, voice[piece.stretch].end, label))
            begin = voice[after.stretch].start
        elif label != next_label:
            cut = max(begin, _cut((piece.middle + after.middle) / 2, words, starts))
            out.append((begin, cut, label))
            begin = cut
    out.append((begin, voice[pieces[-1].stretch].end, int(labels[-1])))
    return [(s, e, v) for s, e, v in out if e > s]


def _cut(near: float, words: Sequence[Word], starts: Sequence[float]) -> float:
    """The likeliest place of a change about `near`: a long pause, a sentence's end, close by."""
    first = max(1, bisect_right(starts, near - _REACH_S))
    last = bisect_right(starts, near + _REACH_S)
    places = []
    for one, two in pairwise(words[first - 1 : last]):
        place = (one.end + two.start) / 2
        pause = two.start - one.end + _SENTENCE_S * one.text.rstrip().endswith((".", "?", "!", "…"))
        places.append((pause - 0.25 * abs(place - near), place))
    return max(places)[1] if places else near


def _by_voice(words: Sequence[Word], spans: Sequence[tuple[float, float, int]]) -> list[list[Word]]:
    out: list[list[Word]] = [[], []]
    begins = [s for s, _e, _v in spans]
    for word in words:
        middle = (word.start + word.end) / 2
        at = max(0, bisect_right(begins, middle) - 1)
        # A word in the padding around a stretch belongs to the nearer one.
        if at + 1 < len(spans) and middle - spans[at][1] > spans[at + 1][0] - middle:
            at += 1
        out[spans[at][2]].append(word)
    return out
