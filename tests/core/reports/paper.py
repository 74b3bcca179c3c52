"""Reads PDF files back: their text, by whatever reads PDF on this machine."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO

import pytest


def text_of(content: bytes) -> str:
    """The words of all pages, with single spaces between, divided words joined."""
    return _joined("\n".join(_pages(content)))


def pages_of(content: bytes) -> list[str]:
    """The words of each page."""
    return [_joined(page) for page in _pages(content)]


def _pages(content: bytes) -> list[str]:
    try:
        import pypdf
    except ImportError:
        return _by_poppler(content)
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages]


def _by_poppler(content: bytes) -> list[str]:
    if shutil.which("pdftotext") is None:
        pytest.skip("nothing here reads PDF: install pypdf")
    run = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return run.stdout.decode().removesuffix("\f").split("\f")


def _joined(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").replace("-\n", "").split())
