"""What the window remembers of its own: geometry, splitters, filters, theme. One file in the home folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

_FILE = "window.ini"


class Preferences:
    """Remembered values by name.

    Args:
        folder: the home folder.
    """

    def __init__(self, folder: Path) -> None:
        self._store = QSettings(str(folder / _FILE), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        """A remembered text."""
        return str(self._store.value(name, default))

    def number(self, name: str, default: float) -> float:
        """A remembered number."""
        try:
            return float(str(self._store.value(name, default)))
        except ValueError:
            return default

    def flag(self, name: str, default: bool = False) -> bool:
        """A remembered yes or no."""
        return self.text(name, "true" if default else "false") == "true"

    def state(self, name: str) -> QByteArray:
        """A remembered state of a widget, as the widget itself gave it; empty when there is none."""
        found = self._store.value(name)
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep(self, name: str, value: Any) -> None:
        """Remembers a value."""
        self._store.setValue(name, ("true" if value else "false") if isinstance(value, bool) else value)

    def flush(self) -> None:
        """Writes everything down."""
        self._store.sync()
