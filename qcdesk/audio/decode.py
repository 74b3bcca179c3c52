"""Decodes a recording to float32 at 16 kHz, a channel each, in memory that does not grow with its length."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, Protocol

import numpy as np
import soxr
from numpy.typing import NDArray

from qcdesk.audio.sniff import container_of
from qcdesk.audio.streams import open_stream
from qcdesk.errors import AudioError
from qcdesk.i18n import _

SAMPLE_RATE = 16000
LONGEST_S = 12 * 3600.0
_BYTES = 4


class Samples(Protocol):
    """Mono samples, float32 at 16 kHz, read a slice at a time: an array in memory, or a channel of a file."""

    def __len__(self) -> int: ...
    def __getitem__(self, where: slice) -> NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel of a decoded call; a slice is read from the file when it is asked for, by any thread."""

    file: IO[bytes]
    lock: Lock
    frames: int
    channels: int
    index: int

    def __len__(self) -> int:
        return self.frames

    def __getitem__(self, where: slice) -> NDArray[np.float32]:
        first, last, step = where.indices(self.frames)
        if step != 1:
            raise ValueError("only whole stretches of sound can be read")
        with self.lock:
            self.file.seek(first * self.channels * _BYTES)
            content = self.file.read(max(0, last - first) * self.channels * _BYTES)
        interleaved = np.frombuffer(content, np.float32).reshape(-1, self.channels)
        return np.ascontiguousarray(interleaved[:, self.index])


@dataclass(frozen=True, slots=True)
class Decoded:
    """The sound of a call, float32 in −1…1 at 16 kHz; kept in a file, so that memory does not grow.

    Attributes:
        channels: one or two.
        repaired: samples that were not numbers and were replaced by silence.
    """

    channels: tuple[Channel, ...]
    repaired: int

    @property
    def duration_s(self) -> float:
        return len(self.channels[0]) / SAMPLE_RATE


def resampled_blocks(path: Path) -> Iterator[NDArray[np.float32]]:
    """The recording at 16 kHz in blocks of shape (frames, channels).

    Raises:
        AudioError: the file is no recording or is damaged.
    """
    with open_stream(path, container_of(path)) as stream:
        if stream.sample_rate == SAMPLE_RATE:
            yield from stream.blocks()
            return
        resampler = soxr.ResampleStream(stream.sample_rate, SAMPLE_RATE, stream.channels, dtype="float32")
        for block in stream.blocks():
            yield resampler.resample_chunk(np.ascontiguousarray(block))
        yield resampler.resample_chunk(np.zeros((0, stream.channels), np.float32), last=True)


@contextmanager
def decoded(path: Path) -> Iterator[Decoded]:
    """The whole recording, decoded into a temporary file that is gone when the block ends.

    Raises:
        AudioError: no recording, damaged, or longer than twelve hours.
    """
    with TemporaryFile(prefix="qcdesk-") as file:
        channels, repaired, frames = 1, 0, 0
        for block in resampled_blocks(path):
            channels = block.shape[1]
            frames += len(block)
            if frames > LONGEST_S * SAMPLE_RATE:
                raise AudioError(str(path), _("longer than twelve hours"), _("Cut it into calls first"))
            bad = ~np.isfinite(block)
            repaired += int(bad.sum())
            file.write(np.where(bad, np.float32(0), block).tobytes() if bad.any() else block.tobytes())
        if not frames:
            raise AudioError(str(path), _("holds no sound"), _("Ask the telephone system for it again"))
        lock = Lock()
        yield Decoded(tuple(Channel(file, lock, frames, channels, i) for i in range(channels)), repaired)
