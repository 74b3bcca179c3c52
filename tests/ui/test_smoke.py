"""The whole program as a user starts it: by its command, through its main path, to its end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_the_window_goes_through_its_main_path(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "qcdesk", "gui", "--smoke", "--home", str(tmp_path / "home")]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=150, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    written = {path.suffix for path in (tmp_path / "home" / "smoke").rglob("*.*")}
    assert ".html" in written
