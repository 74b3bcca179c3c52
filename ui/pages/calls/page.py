"""The page of calls."""

from __future__ import annotations

from ui.pages.page import Page


class CallsPage(Page):
    """The page of calls."""
