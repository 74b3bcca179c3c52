"""The examples from which hints will learn: enough of them for each key, each written once."""

from __future__ import annotations

from pathlib import Path

import pytest

import qcdesk.evidence

FOLDER = Path(qcdesk.evidence.__file__).parent / "examples"
LEAST = 60


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_bank_has_enough_that_count_and_near_misses(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    assert all(line[:2] in ("+ ", "- ") for line in lines)
    for sign in "+-":
        assert len({line for line in lines if line[0] == sign}) >= LEAST
