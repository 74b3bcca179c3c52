"""The parts of the page of review in their places."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget

from ui.pages.review.checklist import ChecklistPanel
from ui.pages.review.footer import Footer
from ui.pages.review.header import Header
from ui.pages.review.sound import Sound
from ui.pages.review.talk import Talk
from ui.texts import _
from ui.widgets.basics import boxed, column
from ui.widgets.empty_state import EmptyState, Step

_TALK, _CHECKLIST = 580, 580


class ReviewParts(QWidget):
    """Header above all; sound above talk and checklist; or, where no call can be shown, why."""

    def __init__(self, *, blind: bool) -> None:
        super().__init__()
        self.header, self.sound, self.talk = Header(), Sound(), Talk()
        self.panel, self.footer, self.empty = ChecklistPanel(), Footer(blind=blind), EmptyState()
        self.splitter = QSplitter()
        self.splitter.addWidget(self.talk)
        right = column(self.panel, self.footer, spacing=1)
        right.setStretch(0, 1)
        self.splitter.addWidget(boxed(right))
        self.splitter.setSizes([_TALK, _CHECKLIST])
        self.splitter.setChildrenCollapsible(False)
        work = column(self.sound, self.splitter, spacing=1)
        work.setStretch(1, 1)
        shown = QWidget()
        self._stack = QStackedLayout(shown)
        self._stack.addWidget(boxed(work))
        self._stack.addWidget(self.empty)
        whole = column(self.header, shown, margins=2, spacing=1)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_work(self) -> None:
        """Shows the call."""
        self.header.show()
        self._stack.setCurrentIndex(0)

    def say_untranscribed(self, show: Callable[[], object]) -> None:
        """The call has no words yet."""
        self._say(
            _("This call is not transcribed yet"),
            _("It can be scored when its words are there."),
            ((_("Show it in the list"), "calls", show),),
        )

    def say_no_work(self, back: Callable[[], object]) -> None:
        """No call waits."""
        self.header.hide()
        self._say(
            _("No call waits for review"),
            _("Choose a call in the list, or add recordings there."),
            ((_("Go to the calls"), "calls", back),),
        )

    def say_nothing(self) -> None:
        """It is not known yet whether a call waits."""
        self.header.hide()
        self._say("", "", ())

    def _say(self, title: str, text: str, steps: Sequence[Step]) -> None:
        self._stack.setCurrentIndex(1)
        self.empty.say(title, text, steps)
