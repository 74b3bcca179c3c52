"""Plays a recording: position in seconds, speed without change of pitch, stretches, silence skipped.

Where the system has no way to play sound, `unavailable` says so and everything else goes on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal

from ui.texts import _

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5)
_TICK_MS = 40
_SHORTEST_SILENCE_S = 1.0
Span = tuple[float, float]


class Player(QObject):
    """A player of one recording at a time.

    Signals:
        moved: seconds from the start; often while it plays.
        changed: it began or stopped to play, or its speed, loop or skipping changed.
        unavailable: why nothing can be played.
    """

    moved = Signal(float)
    changed = Signal()
    unavailable = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.trouble = ""
        self.speed = 1.0
        self.skips_silence = False
        self.loop: Span | None = None
        self._stop_at: float | None = None
        self._voice: list[Span] = []
        self._path: Path | None = None
        self._resume: tuple[float, bool] | None = None
        self._media = self._make()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._watch)

    def load(self, path: Path, voice: Sequence[Span] = ()) -> bool:
        """Takes a recording; `voice` are the stretches in which anybody speaks, in order.

        Returns:
            Whether it was there already and plays on: its words were corrected, or its sides changed.
        """
        if path == self._path and not self.trouble:
            self._voice = list(voice)
            return True
        self.stop()
        self._voice = list(voice)
        self.loop = self._stop_at = None
        if self._media is None:
            self.unavailable.emit(self.trouble)
        elif not path.is_file():
            self._fail(_("The recording is no longer there: {path}").format(path=path))
        else:
            self.trouble = ""
            self._path = path
            self._resume = (0.0, False)  # where it is sent to before it is loaded, it goes when it is
            self._media.setSource(QUrl.fromLocalFile(str(path)))
            self._media.setPlaybackRate(self.speed)
        return False

    def hear(self, path: Path) -> None:
        """Goes on from the same place in another file of the same recording."""
        if self._media is not None and self._path is not None and not self.trouble:
            self._resume = (self.position, self.playing)
            self._media.setSource(QUrl.fromLocalFile(str(path)))

    @property
    def source(self) -> Path | None:
        """The file that is played: the recording, or what stands for it."""
        url = self._media.source() if self._media is not None else QUrl()
        return Path(url.toLocalFile()) if url.isLocalFile() else None

    @property
    def position(self) -> float:
        """Seconds from the start."""
        if self._resume is not None:
            return self._resume[0]
        return self._media.position() / 1000 if self._media is not None else 0.0

    @property
    def playing(self) -> bool:
        if self._resume is not None:
            return self._resume[1]
        return self._media is not None and self._media.isPlaying()

    def mute(self, muted: bool) -> None:
        """Silences the sound; playing goes on."""
        if self._media is not None and (output := self._media.audioOutput()) is not None:
            output.setMuted(muted)

    def toggle(self) -> None:
        """Plays, or pauses."""
        self._stop_at = None
        self.pause() if self.playing else self.play()

    def play(self) -> None:
        """Plays from where it is."""
        if self._media is None or self.trouble:
            self.unavailable.emit(self.trouble)
            return
        if not self._has_device():
            self.unavailable.emit(
                _("No device for sound was found; the place in the call moves all the same")
            )
        if self._resume is not None:
            self._resume = (self._resume[0], True)
        else:
            self._media.play()
        self._tick.start()

    def pause(self) -> None:
        """Pauses."""
        if self._resume is not None:
            self._resume = (self._resume[0], False)
        elif self._media is not None:
            self._media.pause()
        self._tick.stop()

    def stop(self) -> None:
        """Stops and lets the file go.

        To be called before a player is deleted: its thread of sound calls back into Python when it ends, and
        a destructor would wait for it while it holds the interpreter.
        """
        self._tick.stop()
        self._path = self._resume = None
        if self._media is not None:
            self._media.stop()
            self._media.setSource(QUrl())

    def seek(self, seconds: float) -> None:
        """Goes to a place."""
        if self._resume is not None:
            self._resume = (max(0.0, seconds), self._resume[1])
        elif self._media is not None:
            self._media.setPosition(max(0, round(seconds * 1000)))
        self._stop_at = None
        self.moved.emit(max(0.0, seconds))

    def skip(self, by: float) -> None:
        """Goes on or back by seconds."""
        self.seek(self.position + by)

    def play_span(self, start: float, end: float) -> None:
        """Plays one stretch and pauses at its end."""
        self.seek(start)
        self._stop_at = end
        self.play()

    def set_loop(self, span: Span | None) -> None:
        """Repeats a stretch; None: no more."""
        self.loop = span
        self.changed.emit()

    def set_skips_silence(self, skips: bool) -> None:
        """Jumps over stretches in which nobody speaks."""
        self.skips_silence = skips
        self.changed.emit()

    def faster(self, by: int) -> None:
        """The next of `SPEEDS`, up or down."""
        place = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - self.speed))
        self.set_speed(SPEEDS[min(max(place + by, 0), len(SPEEDS) - 1)])

    def set_speed(self, speed: float) -> None:
        """0.5…2.5; the pitch stays."""
        self.speed = speed
        if self._media is not None:
            self._media.setPlaybackRate(speed)
        self.changed.emit()

    def _watch(self) -> None:
        now = self.position
        if self._stop_at is not None and now >= self._stop_at:
            self._stop_at = None
            self.pause()
        elif self.loop is not None and now >= self.loop[1]:
            self.seek(self.loop[0])
        elif self.skips_silence and (to := self._next_voice(now)) is not None:
            self.seek(to)
        self.moved.emit(self.position)

    def _next_voice(self, now: float) -> float | None:
        """Where somebody speaks again, if that is worth a jump from here."""
        place = bisect_right(self._voice, (now, float("inf")))
        if place and now <= self._voice[place - 1][1] + 0.2:
            return None
        if place < len(self._voice) and self._voice[place][0] - now > _SHORTEST_SILENCE_S:
            return self._voice[place][0] - 0.2
        return None

    def _make(self) -> QMediaPlayer | None:
        try:
            from PySide6.QtMultimedia import QMediaPlayer
        except ImportError as error:
            self.trouble = _("Sound cannot be played on this computer: {why}").format(why=error)
            return None
        media = QMediaPlayer(self)
        media.setAudioOutput(_output(media))
        media.playingChanged.connect(lambda _playing: self.changed.emit())
        media.mediaStatusChanged.connect(self._loaded)
        media.errorOccurred.connect(lambda _error, text: self._fail(text))
        return media

    def _loaded(self, status: QMediaPlayer.MediaStatus) -> None:
        from PySide6.QtMultimedia import QMediaPlayer

        if status == QMediaPlayer.MediaStatus.LoadedMedia and self._resume is not None and self._media:
            (seconds, plays), self._resume = self._resume, None
            self._media.setPosition(round(seconds * 1000))
            self._media.setPlaybackRate(self.speed)
            if plays:
                self._media.play()

    def _has_device(self) -> bool:
        from PySide6.QtMultimedia import QMediaDevices

        return bool(QMediaDevices.audioOutputs())

    def _fail(self, why: str) -> None:
        self._tick.stop()
        self._resume = None
        self.trouble = why
        self.unavailable.emit(why)
        self.changed.emit()


def _output(owner: QObject) -> QAudioOutput:
    """A way out for sound that was made by Qt itself, not from Python.

    Threads of FFmpeg connect to it and disconnect from it. One made from Python is asked each time, under a
    lock of Qt, whether Python overrides that, and waits for the interpreter: while the window's thread holds
    that and waits for the lock, both wait for ever (seen once in two hundred recordings).
    """
    from PySide6.QtMultimedia import QAudioOutput
    from PySide6.QtQml import QQmlComponent, QQmlEngine

    engine = QQmlEngine(owner)
    component = QQmlComponent(engine, owner)
    component.setData(b"import QtMultimedia\nAudioOutput {}", QUrl())
    made = component.create()
    if not isinstance(made, QAudioOutput):
        return QAudioOutput(owner)
    made.setParent(owner)
    return made


def joined(channels: Sequence[Sequence[Span]]) -> list[Span]:
    """The stretches in which anybody speaks, in order and not touching."""
    out: list[Span] = []
    for start, end in sorted(span for channel in channels for span in channel):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
