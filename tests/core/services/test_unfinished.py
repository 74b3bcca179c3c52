"""Results of unfinished calls survive a cut line, and are forgotten when what they rest on changes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qcdesk.domain.recognition import Recognised, SpokenWord
from qcdesk.services.unfinished import Unfinished

RESULT = Recognised("Добрый день", (SpokenWord(0.1, 0.5, "Добрый", 0.9),), -0.2, 0.01, 1.1).to_plain()


def test_what_is_kept_comes_back_until_it_is_forgotten(tmp_path: Path) -> None:
    kept = Unfinished(tmp_path / "unfinished")
    assert kept.kept(1, "a") == {}
    kept.keep(1, "a", "fast 0 0–2", RESULT)
    kept.keep(1, "a", "fast 1 0–2", RESULT)
    kept.keep(2, "a", "fast 0 0–2", RESULT)
    kept.crashed(1, "a")
    again = Unfinished(tmp_path / "unfinished")
    assert list(again.kept(1, "a")) == ["fast 0 0–2", "fast 1 0–2"]
    assert Recognised.from_plain(again.kept(1, "a")["fast 0 0–2"]) == Recognised.from_plain(RESULT)
    assert again.crashes(1, "a") == 1
    assert again.calls() == [1, 2]
    again.forget(1)
    assert again.calls() == [2]
    assert (again.kept(1, "a"), again.crashes(1, "a")) == ({}, 0)
    assert len(again.kept(2, "a")) == 1


def test_another_basis_forgets(tmp_path: Path) -> None:
    kept = Unfinished(tmp_path)
    kept.keep(1, "base", "k", RESULT)
    assert kept.kept(1, "small") == {}
    kept.keep(1, "small", "k2", RESULT)
    assert list(kept.kept(1, "small")) == ["k2"]
    assert kept.kept(1, "base") == {}


@given(st.integers(0, 400))
def test_a_line_cut_at_any_byte_loses_that_line_only(at: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept = Unfinished(Path(folder))
        kept.keep(1, "a", "one", RESULT)
        whole = (Path(folder) / "1.jsonl").read_bytes()
        kept.keep(1, "a", "two", RESULT)
        longer = (Path(folder) / "1.jsonl").read_bytes()
        cut = min(len(whole) + at, len(longer))
        (Path(folder) / "1.jsonl").write_bytes(longer[:cut])
        assert "one" in kept.kept(1, "a")
        kept.keep(1, "a", "three", RESULT)
        assert {"one", "three"} <= set(kept.kept(1, "a"))
