"""Which side of a call is heard, and how loud each is: a button that opens its two sliders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QRadioButton, QSlider, QToolButton

from ui.keymap import keymap
from ui.texts import _
from ui.widgets.basics import button, column, label, scaled
from ui.wording import number

_AS_RECORDED = 100
_LOUDEST = 200
_STEP = 10
_SETTLED_MS = 250
"""A slider that moves tells nothing until it rests this long: each place of it is a new file."""


class Sides(QToolButton):
    """Both sides or one of them, each as loud as wanted.

    Signals:
        balanced: one factor a channel, 1 as recorded; not told for what the call was opened with.
    """

    balanced = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setEnabled(False)
        self._names: Sequence[str] = ()
        self._heard = -1
        self._told: tuple[float, ...] = ()
        self._channels = [_Channel(), _Channel()]
        self._choice = QButtonGroup(self)
        self._both = QRadioButton(_("Both sides"))
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._tell)
        self._panel = self._make_panel()
        self.clicked.connect(self._open)
        self._show()

    def show_call(self, names: Sequence[str], *, keep: bool) -> None:
        """Takes a call: the name of each channel's side; what was chosen stays only where `keep` says so.

        A call in one channel leaves nothing to choose, which its tooltip says.
        """
        before = {name: channel.level for name, channel in zip(self._names, self._channels, strict=False)}
        heard = self._names[self._heard] if self._heard >= 0 and keep else ""
        self._names = names
        self.setEnabled(len(names) == len(self._channels))
        for channel, name in zip(self._channels, names, strict=False):
            channel.show_name(name, before.get(name, _AS_RECORDED) if keep else _AS_RECORDED)
        self._settled.stop()
        self._heard = names.index(heard) if heard in names else -1
        self._show()
        if keep:
            self._tell()
        else:
            self._told = (1.0,) * len(names)

    @property
    def gains(self) -> tuple[float, ...]:
        """One factor a channel."""
        if not self.isEnabled():
            return (1.0,) * len(self._names)
        return tuple(
            0.0 if self._heard not in (-1, place) else channel.level / _AS_RECORDED
            for place, channel in enumerate(self._channels)
        )

    def next(self) -> None:
        """Both sides, then each alone, then both again."""
        if self.isEnabled():
            self.hear(self._heard + 1 if self._heard + 1 < len(self._channels) else -1)

    def hear(self, channel: int) -> None:
        """One channel alone; −1 for both."""
        self._heard = channel
        self._show()
        self._tell()

    def _tell(self) -> None:
        self._settled.stop()
        if self.gains != self._told:
            self._told = self.gains
            self.balanced.emit(self._told)

    def _show(self) -> None:
        shown = _("Both sides") if self._heard < 0 else self._names[self._heard]
        changed = any(channel.level != _AS_RECORDED for channel in self._channels)
        self.setText(f"{shown} *" if changed and self._heard < 0 else shown)
        says = keymap().said(_("Who is heard, and how loud"), "side")
        self.setToolTip(
            _("Both people are in one channel of this recording") if len(self._names) == 1 else says
        )
        self.setAccessibleName(f"{says}: {shown}")
        for place, radio in enumerate((self._both, *(channel.alone for channel in self._channels))):
            radio.setChecked(place - 1 == self._heard)

    def _reset(self) -> None:
        for channel in self._channels:
            channel.slider.setValue(_AS_RECORDED)
        self.hear(-1)

    def _moved(self) -> None:
        self._show()
        self._settled.start()

    def _open(self) -> None:
        self._panel.adjustSize()
        self._panel.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self._panel.show()
        self._both.setFocus()

    def _make_panel(self) -> QFrame:
        panel = QFrame(self, Qt.WindowType.Popup)
        panel.setObjectName("card")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.addWidget(self._both, 0, 0, 1, 3)
        self._choice.addButton(self._both)
        self._both.clicked.connect(partial(self.hear, -1))
        for place, channel in enumerate(self._channels):
            for at, part in enumerate((channel.alone, channel.slider, channel.percent)):
                grid.addWidget(part, place + 1, at)
            self._choice.addButton(channel.alone)
            channel.alone.clicked.connect(partial(self.hear, place))
            channel.slider.valueChanged.connect(self._moved)
        reset = button(_("As recorded"), self._reset)
        note = label(_("The recording itself stays as it is"), "quiet")
        panel.setLayout(column(grid, note, reset, margins=3))
        return panel


class _Channel:
    """One side's row: heard alone, its volume, the volume in words."""

    def __init__(self) -> None:
        self.alone = QRadioButton()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _LOUDEST)
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(_STEP)
        self.slider.setFixedWidth(scaled(160))
        self.percent = QLabel()
        self.percent.setFixedWidth(scaled(48))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.slider.valueChanged.connect(self._show)

    @property
    def level(self) -> int:
        """Per cent of the recorded volume."""
        return self.slider.value()

    def show_name(self, name: str, level: int) -> None:
        """Whose side it is."""
        self.alone.setText(_("Only: {side}").format(side=name))
        self.slider.setAccessibleName(_("Volume: {side}").format(side=name))
        self.slider.blockSignals(True)
        self.slider.setValue(level)
        self.slider.blockSignals(False)
        self._show()

    def _show(self) -> None:
        self.percent.setText(_("{n} %").format(n=number(self.level)))
