"""Finds windows whose text looks wrong after the fast pass, so that only they pay for a careful one."""

from __future__ import annotations

from dataclasses import dataclass

from qcdesk.domain.recognition import Recognised
from qcdesk.domain.text import fold
from qcdesk.speech.cleaning import is_loop

UNLIKELY = "unlikely"
COMPRESSED = "compressed"
TOO_MANY = "too many words"
TOO_FEW = "too few words"
REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What text of a window is not doubted.

    Attributes:
        log_probability: mean over the tokens; below, the search probably went astray. On the calls of
            `tests.bench.own_calls` −0.45 asked three times as many windows again and mended no more words.
        compression: bytes of the text by bytes of its zlib form.
        fewest, most: words a second of voice.
        least_s: seconds of voice below which few words mean nothing.
    """

    log_probability: float = -0.7
    compression: float = 2.1
    fewest: float = 0.8
    most: float = 5.0
    least_s: float = 3.0


DEFAULT_BOUNDS = Bounds()


def doubt(result: Recognised, voice_s: float, bounds: Bounds = DEFAULT_BOUNDS) -> str | None:
    """Why this text should be looked for once more; None where it looks right.

    Args:
        result: of the fast pass.
        voice_s: seconds of voice in the window.
    """
    said = fold(result.text).split()
    rate = len(said) / max(voice_s, 1.0)
    if result.compression_ratio > bounds.compression:
        return COMPRESSED
    if is_loop(said):
        return REPEATED
    if rate > bounds.most:
        return TOO_MANY
    if voice_s >= bounds.least_s and rate < bounds.fewest:
        return TOO_FEW
    return UNLIKELY if result.average_log_probability < bounds.log_probability else None
