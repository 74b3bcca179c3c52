"""What every page is: a widget that is told when it is shown, and lists its keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.actions import Shortcut
from ui.ops.context import Context


class Page(QWidget):
    """A page of the window, made at its first showing and kept.

    Signals:
        go: (key of another page, what to show there).
    """

    go = Signal(str, object)
    names_keys = False
    """Whether its words name keys, so that it is made anew when they change."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def enter(self, what: object = None) -> None:
        """The page is shown; `what` is what the one before asked to see, None when the user just came."""

    def leave(self) -> None:
        """Another page is shown, or the window closes: store what is not stored."""

    def end(self) -> None:
        """The window closes for good: let go what is not Python's own (players, files)."""

    def shortcuts(self) -> Sequence[Shortcut]:
        """The page's keys, for F1."""
        return ()
