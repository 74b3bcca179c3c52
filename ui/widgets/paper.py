"""Pages of a PDF below each other, as wide as there is room."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QWidget

from ui.texts import _


class PaperView(QPdfView):
    """A document that is looked at; it is kept in memory and nowhere else."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # beside the view, not in it: closing tells the view, which must be whole or gone by then
        self.pages = QPdfDocument(parent)
        self._bytes = QBuffer(self.pages)
        self.setDocument(self.pages)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Preview"))

    def show_pdf(self, pdf: bytes) -> None:
        """Shows another document from its first page."""
        self.pages.close()
        self._bytes.close()
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self.pages.load(self._bytes)
        self.verticalScrollBar().setValue(0)
