"""Opens a recording as a stream of sample blocks: libsndfile first, FFmpeg for what it cannot read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

import numpy as np
import soundfile
from numpy.typing import NDArray

from qcdesk.errors import AudioError
from qcdesk.i18n import _

BLOCK_S = 10.0
_EARLY_END_S = 0.5
"""Less than this between the header's length and the decoded one is rounding, not damage."""
_LOWEST_BIT_RATE = 300
"""Bits a second below which no speech codec goes; a header that claims a longer recording lies."""
_SNDFILE = frozenset({"wav", "flac", "ogg", "mp3", "aiff", "au", "caf", "w64"})
_FFMPEG = frozenset(
    {
        "wav",
        "flac",
        "ogg",
        "mp3",
        "mov",
        "amr",
        "asf",
        "matroska",
        "aac",
        "avi",
        "flv",
        "mpeg",
        "mpegts",
        "gsm",
    }
)


class Stream(AbstractContextManager["Stream"], Protocol):
    """An open recording: blocks of float32 samples, shape (frames, channels), at `sample_rate`.

    `duration_s` is what the header claims, None where it says nothing.
    """

    channels: int
    sample_rate: int
    duration_s: float | None
    codec: str

    def blocks(self) -> Iterator[NDArray[np.float32]]: ...


def open_stream(path: Path, container: str) -> Stream:
    """Opens the recording; the container is named to the decoder, so a file cannot pretend to be a playlist.

    Raises:
        AudioError: neither decoder can read it.
    """
    if container not in _SNDFILE:
        return FfmpegStream(path, container)
    try:
        stream = SndfileStream(path, container)
    except soundfile.LibsndfileError as error:
        if container not in _FFMPEG:
            raise _damaged(path, error) from None
        return FfmpegStream(path, container)
    if container in _FFMPEG and not is_plausible(path, stream.duration_s):
        # libsndfile seeks by the header's numbers and fails where they lie; FFmpeg just decodes.
        stream.close()
        return FfmpegStream(path, container)
    return stream


def is_plausible(path: Path, duration_s: float | None) -> bool:
    """Whether a recording of this file's size can be so long."""
    return duration_s is not None and 0 < duration_s <= path.stat().st_size * 8 / _LOWEST_BIT_RATE


def _damaged(path: Path, error: object) -> AudioError:
    reason = _("damaged, cannot be decoded ({why})").format(why=error)
    return AudioError(str(path), reason, _("Ask the telephone system for it again"))


class SndfileStream:
    """WAV (PCM, A-law, µ-law, GSM, ADPCM), FLAC, Ogg (Vorbis, Opus), MP3, AIFF by libsndfile."""

    def __init__(self, path: Path, container: str) -> None:
        self._path = path
        self._container = container
        self._raw: IO[bytes] = path.open("rb")
        try:
            self._file = soundfile.SoundFile(self._raw)
            if self._file.subtype == "OPUS" and self._file.seekable():
                # Read from its opening, libsndfile leaves the codec's lead-in at the start of large reads and
                # splices it out seconds later; after a seek every size of read gives the same samples.
                self._file.seek(0)
        except BaseException:
            self._raw.close()
            raise
        self.channels = int(self._file.channels)
        self.sample_rate = int(self._file.samplerate)
        self.duration_s: float | None = (
            self._file.frames / self.sample_rate if self._file.frames > 0 else None
        )
        self.codec = str(self._file.subtype).lower()

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        """Blocks in order; where libsndfile gives up on damage, loudly or not, FFmpeg goes on from there."""
        frames = int(BLOCK_S * self.sample_rate)
        given = 0
        while True:
            try:
                block = self._file.read(frames, dtype="float32", always_2d=True)
            except soundfile.LibsndfileError as error:
                yield from self._rest(given, error)
                return
            if not len(block):
                break
            given += len(block)
            yield block
        claimed = (self.duration_s or 0.0) * self.sample_rate
        if self._container in _FFMPEG and claimed - given > _EARLY_END_S * self.sample_rate:
            yield from self._rest(given, EOFError())

    def _rest(self, given: int, error: Exception) -> Iterator[NDArray[np.float32]]:
        """What FFmpeg decodes after the samples that were given already."""
        if self._container not in _FFMPEG:
            raise _damaged(self._path, error) from None
        with FfmpegStream(self._path, self._container) as other:
            if (other.sample_rate, other.channels) != (self.sample_rate, self.channels):
                raise _damaged(self._path, error) from None
            passed = 0
            for block in other.blocks():
                fresh = block[max(0, given - passed) :]
                passed += len(block)
                if len(fresh):
                    yield fresh

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._file.close()
        self._raw.close()


class FfmpegStream:
    """M4A, AMR, WMA, webm, mp4 and whatever libsndfile refused, by FFmpeg with the container given."""

    def __init__(self, path: Path, container: str) -> None:
        import av

        self._path = path
        self._errors: tuple[type[Exception], ...] = (
            av.error.FFmpegError,
            ValueError,
            EOFError,
            OverflowError,
        )
        self._raw = path.open("rb")
        try:
            self._container: Any = av.open(self._raw, format=container, metadata_errors="ignore")
        except self._errors as error:
            self._raw.close()
            raise _damaged(path, error) from None
        streams = self._container.streams.audio
        if not streams or not streams[0].sample_rate:
            self.close()
            raise AudioError(str(path), _("holds no sound"), _("Check that it is the recording of a call"))
        self._audio = streams[0]
        self.sample_rate = int(self._audio.sample_rate)
        self.channels = int(self._audio.channels)
        self.codec = str(self._audio.codec_context.name)
        known = self._audio.duration
        self.duration_s: float | None = float(known * self._audio.time_base) if known else None
        if self.duration_s is None and self._container.duration:
            self.duration_s = self._container.duration / 1_000_000

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        import av

        resampler = av.AudioResampler(format="flt", rate=self.sample_rate)
        wanted = int(BLOCK_S * self.sample_rate)
        held: list[NDArray[np.float32]] = []
        for frame in self._frames():
            held.extend(self._samples(out) for out in resampler.resample(frame))
            if sum(map(len, held)) >= wanted:
                yield np.concatenate(held)
                held.clear()
        if held:
            yield np.concatenate(held)

    def _frames(self) -> Iterator[Any]:
        """Decoded frames; damaged packets are skipped, as a player would do."""
        decoded = 0
        failure: Exception | None = None
        try:
            for packet in self._container.demux(self._audio):
                try:
                    for frame in packet.decode():
                        decoded += 1
                        yield frame
                except self._errors as error:
                    failure = error
        except self._errors as error:
            failure = error
        if failure and not decoded:
            raise _damaged(self._path, failure)

    def _samples(self, frame: Any) -> NDArray[np.float32]:
        samples: NDArray[np.float32] = (
            frame.to_ndarray().reshape(-1, self.channels).astype(np.float32, copy=False)
        )
        return samples

    def close(self) -> None:
        self._container.close()
        self._raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
