"""How the window looks: Fusion with two palettes of our own, and one set of line icons."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QDir, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

_FOLDER = Path(__file__).parent
NORMAL = 100
"""Per cent of the system's size of texts."""
_TITLE_PT = 15

CHOICES = ("system", "light", "dark")
STEP = 4
"""All spacing is in steps of so many pixels."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours by what they are for, `#rrggbb`; every text colour has a contrast of 4.5 and more on `base`
    and `window`, `on_accent` on `accent`."""

    window: str
    base: str
    raised: str
    border: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    selected: str
    on_selected: str
    good: str
    fair: str
    bad: str
    sales_manager: str
    client: str
    played: str


LIGHT = Colours(
    window="#f4f5f7",
    base="#ffffff",
    raised="#e9ecf0",
    border="#cfd5dc",
    text="#1b1f24",
    quiet="#56606b",
    accent="#1a5fb4",
    on_accent="#ffffff",
    selected="#d6e4f7",
    on_selected="#10233c",
    good="#1c6e35",
    fair="#825400",
    bad="#b3261e",
    sales_manager="#1a5fb4",
    client="#8a3f8f",
    played="#ffe08a",
)
DARK = Colours(
    window="#1c1e22",
    base="#24272c",
    raised="#30343a",
    border="#444a52",
    text="#e6e9ed",
    quiet="#a6aeb8",
    accent="#7db1f7",
    on_accent="#0e1a2b",
    selected="#2c4a70",
    on_selected="#f2f6fc",
    good="#6fcf8a",
    fair="#e5b45a",
    bad="#ff8f87",
    sales_manager="#7db1f7",
    client="#d99ae0",
    played="#6b5a1e",
)


class Theme(QObject):
    """The look in use; `changed` is emitted after it was applied."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice = "system"
        self.colours = LIGHT
        self.size = NORMAL
        self._system_pt = 0.0

    def apply(self, choice: str) -> None:
        """Dresses the whole program: `system`, `light` or `dark`."""
        self.choice = choice if choice in CHOICES else "system"
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        dark = self.choice == "dark" or (self.choice == "system" and _system_is_dark())
        self.colours = DARK if dark else LIGHT
        QDir.setSearchPaths("looks", [str(_FOLDER / "icons")])
        app.setStyle("Fusion")
        app.setPalette(_palette(self.colours))
        app.setStyleSheet(_style(self.colours, self.size))
        for widget in app.allWidgets():
            name = widget.property("icon_name")
            if name and isinstance(widget, QAbstractButton):
                _draw(widget, str(name))
        self.changed.emit()

    def enlarge(self, per_cent: int) -> None:
        """Makes all texts as large as so many per cent of the system's, 100 to 200."""
        self.size = min(max(per_cent, NORMAL), 2 * NORMAL)
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        self._system_pt = self._system_pt or app.font().pointSizeF()
        font = app.font()
        font.setPointSizeF(self._system_pt * self.size / NORMAL)
        app.setFont(font)
        self.apply(self.choice)

    def follow_system(self) -> None:
        """Changes with the system's own look while nothing else was chosen."""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow)

    def _follow(self) -> None:
        if self.choice == "system":
            self.apply("system")


@cache
def theme() -> Theme:
    """The look of this process."""
    return Theme()


def colours() -> Colours:
    """The colours in use."""
    return theme().colours


def icon(name: str, colour: str = "") -> QIcon:
    """A line icon in the colour of texts, or another; grey where it is disabled."""
    return _drawn(name, colour or colours().text, colours().border)


@cache
def _drawn(name: str, normal: str, disabled: str) -> QIcon:
    svg = (_FOLDER / "icons" / f"{name}.svg").read_text("utf-8")
    made = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, normal), (QIcon.Mode.Disabled, disabled)):
        renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", ink).encode()))
        for size in (16, 20, 32, 48):
            pixmap = QPixmap(QSize(size, size))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            made.addPixmap(pixmap, mode)
    return made


def program_icon() -> QIcon:
    """The picture of the program, for its window and the task bar."""
    return QIcon(str(_FOLDER / "icons" / "qcdesk.svg"))


def dress(button: QAbstractButton, name: str) -> None:
    """Gives a button an icon that follows the theme."""
    button.setProperty("icon_name", name)
    _draw(button, name)


def _draw(button: QAbstractButton, name: str) -> None:
    button.setIcon(icon(name, colours().on_accent if button.property("role") == "main" else ""))


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _palette(c: Colours) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, colour in (
        (roles.Window, c.window),
        (roles.WindowText, c.text),
        (roles.Base, c.base),
        (roles.AlternateBase, c.window),
        (roles.Text, c.text),
        (roles.Button, c.raised),
        (roles.ButtonText, c.text),
        (roles.BrightText, c.bad),
        (roles.ToolTipBase, c.raised),
        (roles.ToolTipText, c.text),
        (roles.Highlight, c.selected),
        (roles.HighlightedText, c.on_selected),
        (roles.Accent, c.accent),
        (roles.Link, c.accent),
        (roles.LinkVisited, c.accent),
        (roles.PlaceholderText, c.quiet),
        (roles.Light, c.base),
        (roles.Midlight, c.raised),
        (roles.Mid, c.border),
        (roles.Dark, c.border),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.quiet))
    return palette


def _style(c: Colours, size: int) -> str:
    """The style sheet, where colours are named as `@name` and the size of titles is written for 100 %."""
    sheet = (_FOLDER / "theme.qss").read_text("utf-8")
    for field in sorted(fields(c), key=lambda f: -len(f.name)):
        sheet = sheet.replace(f"@{field.name}", getattr(c, field.name))
    sheet = sheet.replace("@look", "dark" if c is DARK else "light")
    return sheet.replace(f"{_TITLE_PT}pt", f"{_TITLE_PT * size / NORMAL:g}pt")
