"""The page on which a call is reviewed."""

from __future__ import annotations

from ui.pages.page import Page


class ReviewPage(Page):
    """The page on which a call is reviewed."""
