"""Keys and what they do: the one list from which shortcuts are made and F1 is filled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

RUSSIAN = dict(zip("QCFMJLPSENRBD,.[]", "ЙСАЬОДЗЫУТКИВБЮХЪ", strict=True))
"""A key of one letter → the letter it writes on a Russian keyboard, where Qt would not know it."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key and what it does.

    Attributes:
        keys: as Qt writes them (`Ctrl+Return`).
        title: what it does, in the user's language.
        act: what is called; None where the key is only told of.
    """

    keys: tuple[str, ...]
    title: str
    act: Callable[[], object] | None = None

    @property
    def pressed(self) -> tuple[str, ...]:
        """The keys with those that lie in the same places of a Russian keyboard."""
        return (*self.keys, *(RUSSIAN[key] for key in self.keys if key in RUSSIAN))

    @property
    def shown(self) -> str:
        """The keys as people read them."""
        native = QKeySequence.SequenceFormat.NativeText
        return " · ".join(QKeySequence(key).toString(native) for key in self.keys)


def install(owner: QWidget, shortcuts: Sequence[Shortcut]) -> list[QShortcut]:
    """Makes the shortcuts work wherever the focus is inside `owner`, text fields excepted by Qt itself."""
    made = []
    for shortcut in shortcuts:
        act = shortcut.act
        if act is None:
            continue
        for key in shortcut.pressed:
            one = QShortcut(QKeySequence(key), owner)
            one.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            one.activated.connect(lambda act=act: void(act()))
            made.append(one)
    return made


def void(_value: object) -> None:
    """Nothing: what the action returns does not matter."""
