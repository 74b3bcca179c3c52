"""Waveform and player of a review: what is heard, how fast, and what is skipped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from qcdesk.domain.transcript import Speaker, Transcript
from qcdesk.services.sounding import Outline
from ui.keymap import keymap
from ui.ops.review import Opened
from ui.texts import _
from ui.theme import dress
from ui.widgets.basics import boxed, column, label, row, tool
from ui.widgets.flow import Flow
from ui.widgets.player import SPEEDS, Player, joined
from ui.widgets.sides import Sides
from ui.widgets.waveform import Waveform
from ui.wording import clock, number, speaker

_HEIGHT = 128


class Sound(QWidget):
    """Waveform above, buttons below it.

    Signals:
        moved: seconds from the start; looped: the turn that plays is to be repeated, or no more.
        balanced: one factor of volume a channel, 1 as recorded.
    """

    moved = Signal(float)
    looped = Signal(bool)
    balanced = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.player = Player(self)
        self.waveform = Waveform()
        self.waveform.setFixedHeight(_HEIGHT)
        self.trouble = label("", "bad", wrap=True, selectable=True)
        self.trouble.hide()
        self._time = label("0:00", "strong")
        self._metrics = label("", "quiet")
        self._length = 0.0
        self._play = tool("play", keymap().said(_("Play or pause"), "play"), self.player.toggle)
        self._skip = tool("skip", _("Skip silence"), check=True)
        self._loop = tool("loop", _("Repeat the turn that plays"), check=True)
        self._mute = tool("sound", keymap().said(_("Mute"), "mute"), check=True)
        self.sides = Sides()
        self._speed = QComboBox()
        self._speed.setAccessibleName(_("Speed"))
        slower, faster = keymap().shown("slower"), keymap().shown("faster")
        self._speed.setToolTip(
            _("Speed ( {slower} slower  {faster} faster )").format(slower=slower, faster=faster)
        )
        for speed in SPEEDS:
            self._speed.addItem(f"{number(speed)}×", speed)
        self._speed.setCurrentIndex(SPEEDS.index(1.0))
        self._arrange()
        self._connect()

    def show_call(self, opened: Opened) -> None:
        """Takes a call; its outline comes later."""
        call, transcript = opened.call, opened.transcript
        voice = transcript.speech if transcript is not None else ()
        self._length = call.audio.duration_s
        hints = [(h.quotes[0].start, h.criterion) for h in opened.hints.values() if h.quotes]
        self.trouble.hide()
        self._loop.setChecked(False)
        sides = _sides(transcript, call.audio.channels)
        self.waveform.show_call(self._length, voice, sides, hints)
        self._metrics.setText(_metrics(transcript))
        again = self.player.load(Path(call.path), joined(voice))
        self.sides.show_call(_names(sides), keep=again)
        self._move(self.player.position)

    def show_outline(self, outline: Outline) -> None:
        """Shows the outline of the call's sound."""
        self.waveform.show_outline(outline.peaks, outline.per_second)

    def say_trouble(self, why: str) -> None:
        """Says in place why something here does not work; the rest does."""
        self.trouble.setText(why)
        self.trouble.setVisible(bool(why))

    def set_muted(self, muted: bool) -> None:
        """Silences the sound."""
        self._mute.setChecked(muted)

    def toggle_mute(self) -> None:
        """Silences the sound, or lets it be heard."""
        self._mute.toggle()

    def _move(self, seconds: float) -> None:
        self.waveform.move_head(seconds)
        self._time.setText(f"{clock(seconds)} / {clock(self._length)}")
        self.moved.emit(seconds)

    def _show_playing(self) -> None:
        dress(self._play, "pause" if self.player.playing else "play")
        self._speed.setCurrentIndex(SPEEDS.index(self.player.speed))

    def _arrange(self) -> None:
        self._play.setIconSize(QSize(22, 22))
        tools = Flow(
            tool("back", keymap().said(_("Back 5 seconds"), "back"), lambda: self.player.skip(-5)),
            self._play,
            tool("forward", keymap().said(_("On 5 seconds"), "forward"), lambda: self.player.skip(5)),
            self._speed,
            self._loop,
            self._skip,
            self._mute,
            self.sides,
            self._time,
            spacing=1,
        )
        buttons = row(tools, 1, self._metrics)
        inside = boxed(column(self.waveform, buttons, self.trouble, margins=2, spacing=1), "header")
        self.setLayout(row(inside))

    def _connect(self) -> None:
        self.player.moved.connect(self._move)
        self.player.changed.connect(self._show_playing)
        self.player.unavailable.connect(self.say_trouble)
        self.sides.balanced.connect(self.balanced)
        self.waveform.chosen.connect(self.player.seek)
        self._loop.toggled.connect(self.looped)
        self._skip.toggled.connect(self.player.set_skips_silence)
        self._mute.toggled.connect(self.player.mute)
        self._speed.activated.connect(lambda _index: self.player.set_speed(self._speed.currentData()))


def _sides(transcript: Transcript | None, channels: int) -> list[str]:
    side = transcript.manager_side if transcript is not None else None
    if side is None or channels < 2:
        return [""] * channels
    return ["sales_manager", "client"] if side == "left" else ["client", "sales_manager"]


def _names(sides: list[str]) -> list[str]:
    if len(sides) == 2 and not any(sides):
        return [_("Left channel"), _("Right channel")]
    return [speaker(Speaker(side)) if side else _("Both sides") for side in sides]


def _metrics(transcript: Transcript | None) -> str:
    if transcript is None:
        return ""
    known = transcript.metrics
    parts = []
    if (share := known.get("talk_share_manager")) is not None:
        parts.append(_("sales manager speaks {share:.0f} %").format(share=share))
    if (pauses := known.get("dead_air_count")) is not None:
        parts.append(_("pauses {n:.0f}").format(n=pauses))
    if (broke := known.get("interruptions_by_manager")) is not None:
        parts.append(_("interruptions {n:.0f}").format(n=broke))
    return "   ".join(parts)
