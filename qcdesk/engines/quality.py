"""Tells text that is probably invented or looped, by the measures of the Whisper paper and by word times."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from qcdesk.domain.recognition import Recognised

MAX_COMPRESSION = 2.4
MIN_LOG_PROBABILITY = -1.0
NO_SPEECH = 0.6
"""Bounds of Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", section 4.5."""

NO_TIME_S = 0.02
MAX_SHARE_WITHOUT_TIME = 0.25
"""Words that found no sound to stand on: most of a loop's words, one in two hundred of true speech."""

_FEW_WORDS = 4

TEMPERATURES = (0.2, 0.4, 0.6, 0.8, 1.0)
"""Tried in turn when the search without chance failed."""

SAMPLES = 5
"""Texts drawn at each temperature; the likeliest is taken."""

SEED = 1
"""Of the draws: the same window gives the same text each time."""


def compression_ratio(text: str) -> float:
    """Bytes of the text by bytes of its zlib form; 0 for an empty text."""
    content = text.encode()
    return len(content) / len(zlib.compress(content)) if content else 0.0


def is_looped(result: Recognised) -> bool:
    """Whether the text repeats itself: it compresses too well, or has more words than the sound holds."""
    if result.compression_ratio > MAX_COMPRESSION:
        return True
    without = sum(word.end - word.start < NO_TIME_S for word in result.words)
    return len(result.words) >= _FEW_WORDS and without > MAX_SHARE_WITHOUT_TIME * len(result.words)


def is_suspicious(result: Recognised) -> bool:
    """Whether the window should be decoded again: a loop, or an unlikely text where somebody speaks.

    Where nobody speaks a second try would only invent something else.
    """
    if result.no_speech_probability > NO_SPEECH:
        return False
    return is_looped(result) or result.average_log_probability < MIN_LOG_PROBABILITY


def first_good(first: Recognised, retries: Iterable[Recognised]) -> Recognised:
    """The first result that is not suspicious; when all are, the likeliest of those that do not loop."""
    tried = [first]
    for result in retries:
        if not is_suspicious(result):
            return result
        tried.append(result)
    straight = [r for r in tried if not is_looped(r)]
    return max(straight or tried, key=lambda r: r.average_log_probability)
