"""One call of two that are heard side by side: who and when, its words, a player of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSlider, QWidget

from qcdesk.domain.transcript import Speaker
from ui.ops.department import Heard
from ui.texts import _
from ui.theme import dress
from ui.widgets.basics import column, label, row, tool
from ui.widgets.player import Player, joined
from ui.widgets.transcript_view import TranscriptView
from ui.wording import DASH, clock, moment


class CallPane(QWidget):
    """A call to hear and read.

    Signals:
        review: number of the call that is to be opened for review.
        sale: number of the call in which the client bought first.

    Args:
        title: which call of the page it is; `absent` stands there while there is none.
        sells: whether a first sale can be noted here.
    """

    review = Signal(int)
    sale = Signal(int)

    def __init__(self, title: str, absent: str, *, sells: bool = True) -> None:
        super().__init__()
        self._absent, self._sells = absent, sells
        self._heard: Heard | None = None
        self.player = Player(self)
        self.who = label("", "strong", wrap=True)
        self.note = label("", "quiet", wrap=True)
        self.time = label("0:00", "quiet")
        self.play = tool("play", _("Play or pause: {call}").format(call=title), self.player.toggle)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(_("Place in the call: {call}").format(call=title))
        self.words = TranscriptView()
        self.words.setAccessibleName(title)
        self.opens = tool("review", _("Open this call for review"), self._open)
        self.bought = tool("check", _("The client bought first in this call"), self._tell_sale)
        sound = row(self.play, self.slider, self.time, self.bought, self.opens)
        sound.setStretch(1, 1)
        content = column(label(title, "section"), self.who, self.note, sound, self.words, 0, spacing=1)
        content.setStretch(4, 1)
        self.setLayout(content)
        self.words.heard.connect(self._hear)
        self.slider.sliderMoved.connect(lambda at: self.player.seek(float(at)))
        self.player.moved.connect(self._move)
        self.player.changed.connect(lambda: dress(self.play, "pause" if self.player.playing else "play"))
        self.player.unavailable.connect(self._say)

    def show_call(self, heard: Heard | None) -> None:
        """Shows a call; None says that there is none."""
        self._heard = heard
        self.player.stop()
        there = heard is not None
        for one in (self.play, self.slider, self.time, self.opens, self.words):
            one.setVisible(there)
        self.bought.setVisible(there and self._sells)
        self.note.setText("" if there else self._absent)
        self.note.setVisible(not there)
        self.who.setVisible(there)
        if heard is None:
            return
        call, transcript = heard.call, heard.transcript
        who = call.facts.sales_manager or _("Sales manager unknown")
        self.who.setText(f"{who} · {moment(call.facts.started_at or call.added_at)}")
        self.slider.setRange(0, int(call.audio.duration_s))
        self.words.setVisible(transcript is not None)
        if transcript is None:
            self._say(_("This call has no transcript yet"))
        else:
            names = {Speaker.SALES_MANAGER: who, Speaker.CLIENT: call.facts.client_name or ""}
            self.words.show_transcript(transcript, names, (), removed=False)
        self.player.load(Path(call.path), joined(transcript.speech if transcript else ()))
        self._move(0.0)

    def pause(self) -> None:
        """Stops the sound: the other call is heard, or another page is shown."""
        self.player.pause()

    def _hear(self, seconds: float) -> None:
        self.player.seek(seconds)
        self.player.play()

    def _move(self, seconds: float) -> None:
        length = self._heard.call.audio.duration_s if self._heard else 0.0
        self.time.setText(f"{clock(seconds)} / {clock(length)}" if length else DASH)
        if not self.slider.isSliderDown():
            self.slider.setValue(int(seconds))
        self.words.follow(seconds)

    def _say(self, why: str) -> None:
        self.note.setText(why)
        self.note.setVisible(bool(why))

    def _tell_sale(self) -> None:
        if self._heard is not None:
            self.sale.emit(self._heard.call.id)

    def _open(self) -> None:
        if self._heard is not None:
            self.review.emit(self._heard.call.id)
