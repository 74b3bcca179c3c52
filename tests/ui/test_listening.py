"""What was heard of a call: playing counts, jumps do not."""

from __future__ import annotations

import pytest

from ui.models.listening import Listening


def test_only_what_was_played_counts_and_once() -> None:
    heard = Listening()
    for tick in range(100):
        heard.move(tick / 10, playing=True)
    assert heard.share(20.0) == pytest.approx(0.5)
    for tick in range(50):
        heard.move(tick / 10, playing=True)
    assert heard.share(20.0) == pytest.approx(0.5)
    heard.move(15.0, playing=False)
    heard.move(19.0, playing=True)
    assert heard.share(20.0) == pytest.approx(0.5)
    heard.move(20.0, playing=True)
    assert 0.5 < heard.share(20.0) <= 0.6
    assert heard.share(0.0) == 0.0
    assert Listening().share(10.0) == 0.0
