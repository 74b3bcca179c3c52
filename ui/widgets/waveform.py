"""The sound of a call: a lane for each channel, silence, overlaps and hints marked, a click goes there."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor

from ui.texts import _
from ui.theme import colours, theme
from ui.widgets.player import Span
from ui.wording import clock

_MOST_COLUMNS = 3000
_LONG_PAUSE_S = 3.0
_LANE = 1.0
pg.setConfigOptions(antialias=False)


class _TimeAxis(pg.AxisItem):
    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        return [clock(v) if v >= 0 else "" for v in values]


class Waveform(pg.PlotWidget):
    """The lanes.

    Signals:
        chosen: seconds where it was clicked.
    """

    chosen = Signal(float)

    def __init__(self) -> None:
        super().__init__(axisItems={"bottom": _TimeAxis("bottom")})
        self.setAccessibleName(_("Waveform"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot = self.getPlotItem()
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.hideAxis("left")
        plot.setContentsMargins(0, 0, 0, 0)
        self.setMouseEnabled(x=True, y=False)
        self._head = pg.InfiniteLine(angle=90, movable=False)
        self._head.setZValue(10)
        self._length = 1.0
        self._peaks: NDArray[np.int8] | None = None
        self._per_second = 1
        self._colours: Sequence[str] = ()
        self._voice: Sequence[Sequence[Span]] = ()
        self._hints: Sequence[tuple[float, str]] = ()
        self.scene().sigMouseClicked.connect(self._clicked)
        theme().changed.connect(self._draw)

    def show_call(
        self,
        length: float,
        voice: Sequence[Sequence[Span]],
        sides: Sequence[str],
        hints: Sequence[tuple[float, str]],
    ) -> None:
        """Shows what is known before the sound itself is outlined.

        Args:
            length: of the recording, seconds.
            voice: for each channel, stretches of voice.
            sides: for each channel, `sales_manager`, `client` or anything else.
            hints: seconds and criterion of each hint's first quote.
        """
        self._length, self._voice, self._hints = max(length, 0.1), voice, hints
        self._colours, self._peaks = sides, None
        plot = self.getPlotItem()
        plot.setLimits(xMin=0, xMax=self._length, minXRange=min(2.0, self._length))
        plot.setXRange(0, self._length, padding=0)
        self._draw()

    def show_outline(self, peaks: NDArray[np.int8], per_second: int) -> None:
        """Shows the sound: int8 of shape (stretches, channels, 2)."""
        self._peaks, self._per_second = peaks, per_second
        self._draw()

    @property
    def has_outline(self) -> bool:
        """Whether the sound is outlined, not only its stretches of voice."""
        return self._peaks is not None

    def move_head(self, seconds: float) -> None:
        """Puts the line of the playing moment."""
        self._head.setPos(seconds)

    def _draw(self) -> None:
        c = colours()
        self.setBackground(QColor(c.base))
        plot = self.getPlotItem()
        plot.clear()
        axis = plot.getAxis("bottom")
        axis.setPen(QColor(c.border))
        axis.setTextPen(QColor(c.quiet))
        channels = max(1, self._peaks.shape[1] if self._peaks is not None else len(self._voice))
        plot.setYRange(-channels * 2 * _LANE - 0.5, 0, padding=0)
        self._draw_bands(c.raised, c.fair, channels)
        if self._peaks is not None:
            for channel in range(self._peaks.shape[1]):
                self._draw_lane(channel)
        self._draw_hints(-channels * 2 * _LANE - 0.2)
        self._head.setPen(pg.mkPen(QColor(c.text), width=2))
        plot.addItem(self._head)

    def _draw_bands(self, pause: str, overlap: str, channels: int) -> None:
        every = sorted(span for channel in self._voice for span in channel)
        ends = 0.0
        for start, end in [*every, (self._length, self._length)]:
            if start - ends >= _LONG_PAUSE_S:
                self._band(ends, start, pause, 120, channels)
            ends = max(ends, end)
        if len(self._voice) == 2:
            for start, end in _overlaps(*self._voice):
                self._band(start, end, overlap, 70, channels)

    def _band(self, start: float, end: float, colour: str, alpha: int, channels: int) -> None:
        tint = QColor(colour)
        tint.setAlpha(alpha)
        bottom = -channels * 2 * _LANE
        curve = pg.PlotCurveItem([start, end], [0, 0], fillLevel=bottom, brush=tint, pen=None)
        self.getPlotItem().addItem(curve)

    def _draw_lane(self, channel: int) -> None:
        assert self._peaks is not None  # noqa: S101  asked before
        c = colours()
        side = self._colours[channel] if channel < len(self._colours) else ""
        colour = {"sales_manager": c.sales_manager, "client": c.client}.get(side, c.quiet)
        lane = _narrowed(self._peaks[:, channel, :])
        step = len(self._peaks) / max(1, len(lane)) / self._per_second
        loudest = max(1, int(np.abs(lane).max(initial=1)))
        x = np.repeat(np.arange(len(lane)) * step, 2)
        middle = -(2 * channel + 1) * _LANE
        y = middle + lane.reshape(-1) / loudest * _LANE * 0.92
        curve = pg.PlotCurveItem(x, y, connect="pairs", pen=pg.mkPen(QColor(colour), width=1))
        self.getPlotItem().addItem(curve)

    def _draw_hints(self, y: float) -> None:
        if not self._hints:
            return
        spots = [{"pos": (at, y), "data": name} for at, name in self._hints]
        c = colours()
        dots = pg.ScatterPlotItem(
            spots, symbol="t1", size=10, pen=None, brush=QColor(c.accent), hoverable=True, tip=_tip
        )
        self.getPlotItem().addItem(dots)

    def _clicked(self, event: object) -> None:
        scene_pos = getattr(event, "scenePos", QPointF)()
        seconds = float(self.getPlotItem().vb.mapSceneToView(scene_pos).x())
        if math.isfinite(seconds):
            self.chosen.emit(min(max(seconds, 0.0), self._length))


def _tip(x: float, y: float, data: str) -> str:  # noqa: ARG001  the names pyqtgraph gives
    return f"{data}  {clock(x)}"


def _narrowed(lane: NDArray[np.int8]) -> NDArray[np.int8]:
    """At most so many columns as can be seen; each keeps its lowest and highest value."""
    fold = max(1, math.ceil(len(lane) / _MOST_COLUMNS))
    whole = len(lane) // fold * fold
    if fold == 1 or not whole:
        return lane
    folded = lane[:whole].reshape(-1, fold, 2)
    return np.stack([folded[:, :, 0].min(axis=1), folded[:, :, 1].max(axis=1)], axis=-1)


def _overlaps(first: Sequence[Span], second: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    i = j = 0
    while i < len(first) and j < len(second):
        start, end = max(first[i][0], second[j][0]), min(first[i][1], second[j][1])
        if end - start > 0.2:
            out.append((start, end))
        if first[i][1] < second[j][1]:
            i += 1
        else:
            j += 1
    return out
