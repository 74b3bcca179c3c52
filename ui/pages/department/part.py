"""What every part of the page of the department is: it looks anew when it is shown, and rests when left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.ops.context import Context


class Part(QWidget):
    """A part.

    Signals:
        review: number of a call that is to be opened.
    """

    review = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def look(self) -> None:
        """Shows what there is now."""

    def rest(self) -> None:
        """Another part or page is shown: sound stops."""

    def end(self) -> None:
        """The window closes: recordings are let go."""
