"""The process of the user never loads what may crash it or is slow: no engine, no decoder, no window."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("torch", "whisper", "faster_whisper", "ctranslate2", "onnxruntime", "av", "PySide6")


@pytest.mark.parametrize(
    "module", ["qcdesk.cli.run", "qcdesk.cli.app", "qcdesk.desk", "qcdesk.demonstration"]
)
def test_importing_loads_no_engine(module: str) -> None:
    line = f"import sys, {module}; print(*(m for m in {HEAVY!r} if m in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


def test_the_commands_load_no_database_before_they_need_it() -> None:
    heavy = ("sqlmodel", "numpy")
    line = f"import sys, qcdesk.cli.app as a; a.build(); print(*(m in sys.modules for m in {heavy!r}))"
    ran = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False"]
