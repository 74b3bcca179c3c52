"""Which key does what on the page of review: as shipped, or as the reviewer chose."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from ui.preferences import Preferences

SHIPPED: dict[str, tuple[str, ...]] = {
    "play": ("Space",),
    "back": ("J",),
    "forward": ("L",),
    "far_back": ("Shift+J",),
    "far_forward": ("Shift+L",),
    "slower": (",",),
    "faster": (".",),
    "turn_before": ("[",),
    "turn_after": ("]",),
    "side": ("B",),
    "mute": ("M",),
    "criterion_before": ("Up",),
    "criterion_after": ("Down",),
    "not_applicable": ("N",),
    "accept": ("Return", "Enter"),
    "play_quote": ("P",),
    "take_quote": ("Q",),
    "not_said": ("S",),
    "comment": ("C",),
    "flags": ("F",),
    "edit": ("E",),
    "object": ("D",),
    "find": ("/", "Ctrl+F"),
    "undo": ("Ctrl+Z",),
    "finish": ("Ctrl+Return", "Ctrl+Enter"),
    "call_before": ("Ctrl+Up",),
    "call_after": ("Ctrl+Down",),
    "list": ("Esc",),
}
"""Names of what the keys do → keys as Qt writes them."""

_DIGITS = frozenset("0123456789")
_WINDOW = frozenset({"F1", "Tab", "Shift+Tab", *(f"Ctrl+{digit}" for digit in _DIGITS)})
_LATIN = dict(zip("ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ", "QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,.`", strict=True))
"""A letter that a Russian keyboard writes → what is printed beside it on the key."""


class Keymap(QObject):
    """The keys in use.

    Signals:
        changed: a key does something else now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._preferences: Preferences | None = None
        self._chosen: dict[str, str] = {}

    def read(self, preferences: Preferences) -> None:
        """Takes what was chosen, and keeps there what will be."""
        self._preferences = preferences
        kept = {name: preferences.text(f"keys/{name}") for name in SHIPPED}
        self._chosen = {name: key for name, key in kept.items() if key}
        self.changed.emit()

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys that do it."""
        return (self._chosen[name],) if name in self._chosen else SHIPPED[name]

    def shown(self, name: str) -> str:
        """The first of its keys as people read it."""
        native = QKeySequence(self.keys(name)[0]).toString(QKeySequence.SequenceFormat.NativeText)
        return native.replace("Return", "Enter")  # what is printed on the key

    def said(self, words: str, name: str) -> str:
        """Words with the key behind them: `Mute (M)`."""
        return f"{words} ({self.shown(name)})"

    def is_free(self, key: str, name: str) -> bool:
        """Whether a key may do this: nothing else on the page or in the window wants it."""
        return key not in _DIGITS | _WINDOW and self.holder(key) in ("", name)

    def holder(self, key: str) -> str:
        """What a key does; empty for nothing that could be changed."""
        return next((name for name in SHIPPED if key in self.keys(name)), "")

    def choose(self, name: str, key: str) -> None:
        """Lets a key do this from now on; empty: the key as shipped."""
        if key and key not in SHIPPED[name]:
            self._chosen[name] = key
        else:
            self._chosen.pop(name, None)
        if self._preferences is not None:
            self._preferences.keep(f"keys/{name}", self._chosen.get(name, ""))
        self.changed.emit()

    def reset(self) -> None:
        """All keys as shipped."""
        for name in tuple(self._chosen):
            self.choose(name, "")

    @property
    def is_changed(self) -> bool:
        """Whether any key was chosen."""
        return bool(self._chosen)


def in_latin(key: str) -> str:
    """A key that was pressed with the Russian layout, as it is printed in Latin."""
    *held, last = key.rsplit("+", 1) if key[-1:] != "+" else (key,)
    return "+".join((*held, _LATIN.get(last.upper(), last)))


@cache
def keymap() -> Keymap:
    """The keys of this process."""
    return Keymap()
