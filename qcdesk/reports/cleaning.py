"""Characters no file of a report may carry: controls, lone surrogates, hidden changes of direction."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """The text without characters that spreadsheets refuse or that make a line read otherwise than it is."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
