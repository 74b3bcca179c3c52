"""Results by week: means as points, intervals as bars, and the same in words for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from ui.texts import _
from ui.theme import colours, theme
from ui.wording import day, decimal

_HEIGHT = 160
_MOST = 12
_TOP = 100.0


@dataclass(frozen=True, slots=True)
class Point:
    """One week: its first day, the mean 0…100, the interval where there is one, and the reviews behind it."""

    monday: date
    value: float
    low: float | None
    high: float | None
    n: int


class Trend(pg.PlotWidget):
    """The last twelve weeks that have reviews."""

    def __init__(self) -> None:
        super().__init__()
        self._points: Sequence[Point] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(_HEIGHT)
        self.setMouseEnabled(x=False, y=False)
        plot = self.getPlotItem()
        plot.hideButtons()
        plot.setMenuEnabled(False)
        theme().changed.connect(self._draw)

    def show_points(self, points: Sequence[Point]) -> None:
        """Shows weeks, the oldest first."""
        self._points = tuple(points)[-_MOST:]
        said = ", ".join(f"{day(p.monday)}: {decimal(p.value)}, n = {p.n}" for p in self._points)
        self.setAccessibleName(_("Results by week"))
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self._draw()

    def _draw(self) -> None:
        c, plot = colours(), self.getPlotItem()
        plot.clear()
        self.setBackground(c.base)
        for name in ("left", "bottom"):
            axis = plot.getAxis(name)
            axis.setPen(c.border)
            axis.setTextPen(c.quiet)
        plot.getAxis("left").setTicks([[(v, str(v)) for v in (0, 25, 50, 75, 100)]])
        plot.getAxis("bottom").setTicks(
            [[(i, f"{day(p.monday)}\nn={p.n}") for i, p in enumerate(self._points)]]
        )
        plot.getAxis("bottom").setHeight(36)
        plot.showGrid(y=True, alpha=0.15)
        self.setXRange(-0.5, max(len(self._points), 2) - 0.5, padding=0)
        self.setYRange(0, _TOP, padding=0.06)
        x = np.arange(len(self._points), dtype=float)
        y = np.array([p.value for p in self._points])
        sure = [(i, p.value, p.low, p.high) for i, p in enumerate(self._points)]
        bars = [(i, v, v - low, high - v) for i, v, low, high in sure if low is not None and high is not None]
        if bars:
            at, mean, below, above = np.array(bars).T
            plot.addItem(
                pg.ErrorBarItem(x=at, y=mean, bottom=below, top=above, beam=0.15, pen=pg.mkPen(c.quiet))
            )
        line, dot = pg.mkPen(c.accent, width=2), pg.mkBrush(c.accent)
        plot.addItem(
            pg.PlotDataItem(x, y, pen=line, symbol="o", symbolSize=8, symbolBrush=dot, symbolPen=None)
        )
