"""Reads PDF files back: their text, by whatever reads PDF on this machine."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO

import pytest


def text_of(content: bytes) -> str:
    """The words of all pages, with single spaces between, divided words joined."""
    try:
        import pypdf
    except ImportError:
        return _by_poppler(content)
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return _joined("\n".join(page.extract_text() for page in pages))


def _by_poppler(content: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("nothing here reads PDF: install pypdf")
    run = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return _joined(run.stdout.decode())


def _joined(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").replace("-\n", "").split())
