"""Tells text that is probably invented or looped, by the measures and bounds of the Whisper paper."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from qcdesk.engines.base import Recognised

MAX_COMPRESSION = 2.4
MIN_LOG_PROBABILITY = -1.0
NO_SPEECH = 0.6
"""Bounds of Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision" (2022), section 4.5."""

TEMPERATURES = (0.2, 0.4, 0.6, 0.8, 1.0)
"""Tried in turn when the search without chance failed."""

SAMPLES = 5
"""Texts drawn at each temperature; the likeliest is taken."""


def compression_ratio(text: str) -> float:
    """Bytes of the text by bytes of its zlib form; 0 for an empty text."""
    content = text.encode()
    return len(content) / len(zlib.compress(content)) if content else 0.0


def is_suspicious(result: Recognised) -> bool:
    """Whether the window should be decoded again: a loop, or an unlikely text where somebody speaks."""
    if result.compression_ratio > MAX_COMPRESSION:
        return True
    silent = result.no_speech_probability > NO_SPEECH
    return result.average_log_probability < MIN_LOG_PROBABILITY and not silent


def first_good(first: Recognised, retries: Iterable[Recognised]) -> Recognised:
    """The first result that is not suspicious; when all are, the likeliest of those that do not loop."""
    tried = [first]
    for result in retries:
        if not is_suspicious(result):
            return result
        tried.append(result)
    straight = [r for r in tried if r.compression_ratio <= MAX_COMPRESSION]
    return max(straight or tried, key=lambda r: r.average_log_probability)

