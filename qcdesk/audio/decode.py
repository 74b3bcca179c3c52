"""Decodes a recording to float32 at 16 kHz, a channel each, in memory that does not grow with its length."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soxr
from numpy.typing import NDArray

from qcdesk.audio.sniff import container_of
from qcdesk.audio.streams import open_stream
from qcdesk.errors import AudioError
from qcdesk.i18n import _

SAMPLE_RATE = 16000
LONGEST_S = 12 * 3600.0


@dataclass(frozen=True, slots=True)
class Decoded:
    """The sound of a call.

    Attributes:
        samples: float32 in −1…1, shape (frames, channels), 16 kHz; kept in a file, read as needed.
        repaired: samples that were not numbers and were replaced by silence.
    """

    samples: NDArray[np.float32]
    repaired: int

    @property
    def channels(self) -> int:
        return int(self.samples.shape[1])

    @property
    def duration_s(self) -> float:
        return len(self.samples) / SAMPLE_RATE

    def channel(self, index: int) -> NDArray[np.float32]:
        """One channel, shape (frames,): a view, nothing is read yet."""
        return self.samples[:, index]


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
    with TemporaryDirectory(prefix="qcdesk-") as folder:
        spool = Path(folder) / "samples.f32"
        channels, repaired, frames = 1, 0, 0
        with spool.open("wb") as file:
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
        samples = np.memmap(spool, np.float32, "r", shape=(frames, channels))
        try:
            yield Decoded(samples, repaired)
        finally:
            # Windows cannot delete a file that is still mapped.
            samples._mmap.close()  # type: ignore[attr-defined]
