"""The talk in turns: the playing word marked, a click on a word plays it, words found and quoted marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextEdit

from qcdesk.domain.evidence import Quote
from qcdesk.domain.transcript import Removed, Speaker, Transcript, Turn
from ui.texts import _
from ui.theme import colours
from ui.widgets.transcript_looks import block_format, ink, selection, text_format, write_removed
from ui.wording import clock, speaker

_GAP_S = 0.6
_AT_ONCE = 60
"""So many turns are written before the window does anything else; more would be a stall of long calls."""
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class _Place:
    """A word (or a turn without words) in the document: characters, seconds, the turn's index."""

    first: int
    last: int
    start: float
    end: float
    turn: int


class TranscriptView(QTextEdit):
    """Turns as text.

    Signals:
        heard: seconds of the word that was clicked.
        edit: index of the turn that was double-clicked.
    """

    heard = Signal(float)
    edit = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(_("Transcript"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._words: list[_Place] = []
        self._starts: list[float] = []
        self._turns: dict[int, tuple[int, int]] = {}
        self._playing = _NOWHERE
        self._quotes: Sequence[Quote] = ()
        self._found: list[tuple[int, int]] = []
        self._found_at = _NOWHERE
        self._pressed = QPoint()
        self._unwritten: list[Turn | Removed] = []
        self._write: Callable[[QTextCursor, Turn | Removed], None] = lambda _cursor, _line: None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self._go_on)

    def show_transcript(
        self, transcript: Transcript, names: Mapping[Speaker, str], edited: Iterable[int], *, removed: bool
    ) -> None:
        """Shows a call.

        Args:
            names: of the speakers, where they are known.
            edited: indexes of turns whose text a person corrected.
            removed: show also the text that was set aside as invented.
        """
        self._words, self._turns, self._playing = [], {}, _NOWHERE
        self._found, self._found_at, self._quotes = [], _NOWHERE, ()
        corrected = set(edited)
        lines: list[Turn | Removed] = [*transcript.turns]
        if removed:
            lines = sorted([*lines, *transcript.removed], key=lambda line: line.start)
        self.clear()
        self._unwritten = lines
        self._write = partial(self._write_line, names=names, corrected=corrected)
        self._go_on(_AT_ONCE)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def clear(self) -> None:
        """Shows nothing."""
        self._unwritten = []
        super().clear()

    def _go_on(self, number: int = _AT_ONCE) -> None:
        """Writes the next lines; the rest follow when the window has nothing else to do."""
        lines, self._unwritten = self._unwritten[:number], self._unwritten[number:]
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for line in lines:
            self._write(cursor, line)
        cursor.endEditBlock()
        self._words.sort(key=lambda w: w.start)
        self._starts = [w.start for w in self._words]
        self._mark()
        if self._unwritten:
            self._rest.start()

    def _complete(self) -> None:
        """Writes all lines: something is looked for in them."""
        if self._unwritten:
            self._go_on(len(self._unwritten))

    def follow(self, seconds: float) -> None:
        """Marks the word that is said at this second, and brings it into view."""
        place = bisect_right(self._starts, seconds) - 1
        if place >= 0 and seconds > self._words[place].end + _GAP_S:
            place = _NOWHERE
        if place == self._playing:
            return
        self._playing = place
        self._mark()
        if place != _NOWHERE and not self.textCursor().hasSelection():
            self._show_characters(self._words[place].first)

    @property
    def playing_turn(self) -> int | None:
        """Index of the turn that plays."""
        return None if self._playing == _NOWHERE else self._words[self._playing].turn

    def show_quotes(self, quotes: Sequence[Quote]) -> None:
        """Marks these quotes."""
        self._quotes = quotes
        self._mark()

    def search(self, text: str) -> int:
        """Marks every place of a text, any case; how many there are."""
        self._complete()
        self._found, self._found_at = [], _NOWHERE
        whole, wanted = self.toPlainText().lower(), text.strip().lower()
        at = whole.find(wanted) if wanted else -1
        while at >= 0:
            self._found.append((at, at + len(wanted)))
            at = whole.find(wanted, at + len(wanted))
        self._mark()
        return len(self._found)

    def next_found(self) -> float | None:
        """Goes to the next place that was found; its second."""
        if not self._found:
            return None
        self._found_at = (self._found_at + 1) % len(self._found)
        self._mark()
        first = self._found[self._found_at][0]
        self._show_characters(first)
        word = self._word_at(first)
        return word.start if word else None

    def show_turn(self, index: int) -> None:
        """Scrolls to a turn."""
        if index not in self._turns:
            self._complete()
        if index in self._turns:
            self._show_characters(self._turns[index][0])

    # — Qt —

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if event.button() is Qt.MouseButton.LeftButton and moved < 4:
            word = self._word_at(self.cursorForPosition(self._pressed).position())
            if word is not None:
                self.heard.emit(word.start)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        word = self._word_at(self.cursorForPosition(event.position().toPoint()).position())
        if word is not None:
            self.edit.emit(word.turn)

    # — inside —

    def _write_line(
        self, cursor: QTextCursor, line: Turn | Removed, names: Mapping[Speaker, str], corrected: set[int]
    ) -> None:
        first = self.document().isEmpty()
        if not first:
            cursor.insertBlock()
        cursor.setBlockFormat(block_format(first=first))
        if isinstance(line, Turn):
            self._write_turn(cursor, line, names, edited=line.index in corrected)
        else:
            write_removed(cursor, line)

    def _write_turn(
        self, cursor: QTextCursor, turn: Turn, names: Mapping[Speaker, str], *, edited: bool
    ) -> None:
        c = colours()
        who = names.get(turn.speaker) or speaker(turn.speaker)
        colour = {Speaker.SALES_MANAGER: c.sales_manager, Speaker.CLIENT: c.client}.get(turn.speaker, c.quiet)
        cursor.insertText(f"{clock(turn.start)}  ", ink(c.quiet))
        cursor.insertText(who, ink(colour, bold=True))
        if edited:
            cursor.insertText("  " + _("corrected"), ink(c.quiet))
        cursor.insertBlock(text_format())
        first = cursor.position()
        cursor.insertText(turn.text, ink(c.quiet if turn.speaker is Speaker.SYSTEM else c.text))
        self._turns[turn.index] = (first, cursor.position())
        at = 0
        for word in turn.words:
            found = turn.text.find(word.text, at)
            if found >= 0:
                at = found + len(word.text)
                self._words.append(_Place(first + found, first + at, word.start, word.end, turn.index))
        if not turn.words:
            self._words.append(_Place(first, cursor.position(), turn.start, turn.end, turn.index))

    def _word_at(self, character: int) -> _Place | None:
        inside = [w for w in self._words if w.first <= character <= w.last]
        return inside[0] if inside else None

    def _mark(self) -> None:
        c = colours()
        marks = [selection(self.document(), span, c.selected) for span in self._quoted()]
        marks += [
            selection(
                self.document(),
                span,
                c.accent if i == self._found_at else c.raised,
                c.on_accent if i == self._found_at else "",
            )
            for i, span in enumerate(self._found)
        ]
        if self._playing != _NOWHERE:
            word = self._words[self._playing]
            marks.append(selection(self.document(), (word.first, word.last), c.played))
        self.setExtraSelections(marks)

    def _quoted(self) -> list[tuple[int, int]]:
        text = self.toPlainText() if self._quotes else ""
        out = []
        for quote in self._quotes:
            first, last = self._turns.get(quote.turn, (0, 0))
            at = text.find(quote.text, first, last)
            if at >= 0:
                out.append((at, at + len(quote.text)))
        return out

    def _show_characters(self, first: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(first)
        place = self.cursorRect(cursor)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if place.top() < 0 or place.bottom() > height - height // 4:
            bar.setValue(bar.value() + place.top() - height // 3)
