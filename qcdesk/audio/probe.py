"""What a recording says about itself: container, codec, length, channels, sample rate."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from qcdesk.audio.sniff import container_of
from qcdesk.audio.streams import Stream, is_plausible, open_stream
from qcdesk.domain.call import AudioFacts
from qcdesk.errors import AudioError
from qcdesk.i18n import _

SHORTEST_S = 0.1
MOST_CHANNELS = 2
_NO_LENGTH = frozenset({"amr", "gsm", "aac", "mpegts"})
"""Containers whose header holds no length: the decoder only guesses it from the file's size."""


def probe(path: Path) -> AudioFacts:
    """Reads the header and decodes the beginning.

    A header that claims more than the file can hold is not believed: then the recording is decoded to
    its end to learn its length.

    Raises:
        AudioError: no recording, damaged, too short, or with more than two channels.
    """
    container = container_of(path)
    with open_stream(path, container) as stream:
        _check_channels(path, stream)
        first = next(iter(stream.blocks()), np.zeros((0, stream.channels), np.float32))
        _check_samples(path, first)
        duration = stream.duration_s
    if duration is None or container in _NO_LENGTH or not is_plausible(path, duration):
        duration = _decoded_length(path, container)
    if duration < SHORTEST_S:
        raise AudioError(
            str(path), _("shorter than a tenth of a second"), _("Ask the telephone system for it again")
        )
    return AudioFacts(container, stream.codec, duration, stream.channels, stream.sample_rate)


def _decoded_length(path: Path, container: str) -> float:
    with open_stream(path, container) as stream:
        return sum(len(block) for block in stream.blocks()) / stream.sample_rate


def _check_channels(path: Path, stream: Stream) -> None:
    if stream.channels > MOST_CHANNELS:
        reason = _("{n} channels; a call has one or two").format(n=stream.channels)
        raise AudioError(
            str(path), reason, _("Export the recording as mono, or as stereo with one side a channel")
        )


def _check_samples(path: Path, block: np.ndarray) -> None:
    if not np.isfinite(block).all():
        raise AudioError(
            str(path), _("holds values that are not sound (NaN)"), _("Export the recording again as WAV")
        )
