"""What is known of the chosen call, beside the list: state and its reason, first turns, what can be done."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QScrollArea, QSizePolicy, QToolButton, QWidget

from qcdesk.domain.call import Call, CallState, Exclusion, SetBy
from qcdesk.domain.listing import Said
from qcdesk.domain.transcript import Transcript
from ui.models.call_table import client_of
from ui.texts import _
from ui.theme import dress
from ui.widgets.basics import boxed, button, column, label
from ui.widgets.enter_key import pressed_by_enter
from ui.widgets.flow import Flow
from ui.wording import DASH, clock, exclusion, moment, speaker, state

_TURNS = 8
_NONE = "none"


class CallDetails(QWidget):
    """The chosen call.

    Signals:
        review, transcribe: number of the call.
        exclude: number of the call, reason or `none`.
    """

    review = Signal(int)
    transcribe = Signal(int)
    exclude = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self._scroll))
        self.setMinimumWidth(280)

    def show_call(self, call: Call, transcript: Transcript | None, said: Said | None) -> None:
        """Shows a call; `said` is the place of the searched words in it."""
        parts: list[QWidget] = [
            label(call.facts.sales_manager or _("Sales manager unknown"), "strong", wrap=True),
            label(client_of(call) or DASH, wrap=True),
            label(
                f"{moment(call.facts.started_at or call.added_at)}   {clock(call.audio.duration_s)}",
                "quiet",
                wrap=True,
            ),
            _state_label(call),
        ]
        if call.error:
            parts.append(label(call.error, "bad", wrap=True, selectable=True))
        if call.exclusion is not None:
            parts.append(label(_exclusion_text(call), "quiet", wrap=True))
        parts.append(self._buttons(call))
        if said is not None:
            found = f"{clock(said.start)}  {said.text}"
            parts += [label(_("Found in the talk"), "quiet"), label(found, wrap=True, selectable=True)]
        parts += _turn_labels(transcript)
        name = label(Path(call.path).name, "quiet", selectable=True)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        name.setToolTip(call.path)
        parts.append(name)
        content = column(*parts, 1, margins=2)
        self._scroll.setWidget(boxed(content))

    def _buttons(self, call: Call) -> QWidget:
        menu = _exclusion_menu(call, self)
        if call.state in (CallState.ADDED, CallState.FAILED):
            again = call.state is CallState.FAILED
            shown = _("Try again") if again else _("Transcribe")
            act = partial(self.transcribe.emit, call.id)
            return boxed(Flow(button(shown, act, "retry" if again else "transcribe"), menu))
        main = button(_("Review"), partial(self.review.emit, call.id), role="main")
        return boxed(Flow(main, menu))


def _exclusion_menu(call: Call, owner: CallDetails) -> QToolButton:
    opener = QToolButton()
    pressed_by_enter(opener)
    opener.setText(_("Scoring"))
    opener.setToolTip(_("Take the call out of scoring, or back in"))
    dress(opener, "exclude")
    opener.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    opener.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(opener)
    if call.exclusion is not None:
        menu.addAction(_("Score it all the same"), partial(owner.exclude.emit, call.id, _NONE))
        menu.addSeparator()
    for reason in Exclusion:
        text = _("Do not score: {reason}").format(reason=exclusion(reason))
        action = menu.addAction(text, partial(owner.exclude.emit, call.id, str(reason)))
        action.setEnabled(reason is not call.exclusion)
    opener.setMenu(menu)
    return opener


def _state_label(call: Call) -> QWidget:
    return label(state(call.state), "bad" if call.state is CallState.FAILED else "")


def _exclusion_text(call: Call) -> str:
    reason = exclusion(call.exclusion) if call.exclusion is not None else ""
    if call.exclusion_by is SetBy.HUMAN:
        return _("Not scored: {reason}. A person decided so").format(reason=reason)
    return _("Not scored: {reason}. The program decided so by what it heard").format(reason=reason)


def _turn_labels(transcript: Transcript | None) -> list[QWidget]:
    if transcript is None:
        return []
    made: list[QWidget] = [label(_("Beginning of the talk"), "quiet")]
    for turn in transcript.turns[:_TURNS]:
        made.append(label(f"{clock(turn.start)}  {speaker(turn.speaker)}", "quiet"))
        made.append(label(turn.text, wrap=True))
    return made
