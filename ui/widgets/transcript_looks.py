"""How a transcript looks: colours of letters, room between lines, marked stretches."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from qcdesk.domain.transcript import Removed
from ui.texts import _
from ui.theme import colours
from ui.wording import clock


def selection(
    document: QTextDocument, span: tuple[int, int], back: str, letters: str = ""
) -> QTextEdit.ExtraSelection:
    """A half-open span of characters marked by its background, and the colour of its letters."""
    made = QTextEdit.ExtraSelection()
    cursor = QTextCursor(document)
    cursor.setPosition(span[0])
    cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
    made.cursor = cursor
    form = QTextCharFormat()
    form.setBackground(QColor(back))
    if letters:
        form.setForeground(QColor(letters))
    made.format = form
    return made


def write_removed(cursor: QTextCursor, line: Removed) -> None:
    """Writes text that was set aside, with the reason why it does not count."""
    quiet = ink(colours().quiet)
    quiet.setFontItalic(True)
    cursor.insertText(f"{clock(line.start)}  " + _("set aside as invented, never counts"), quiet)
    cursor.insertBlock(text_format())
    cursor.insertText(line.text, quiet)


def ink(colour: str, *, bold: bool = False) -> QTextCharFormat:
    """Letters of a colour."""
    form = QTextCharFormat()
    form.setForeground(QColor(colour))
    form.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return form


def block_format(*, first: bool) -> QTextBlockFormat:
    """A line that begins a turn."""
    form = QTextBlockFormat()
    form.setTopMargin(4 if first else 10)
    form.setLeftMargin(4)
    return form


def text_format() -> QTextBlockFormat:
    """A line with what was said."""
    form = QTextBlockFormat()
    form.setLeftMargin(4)
    form.setTopMargin(1)
    return form
