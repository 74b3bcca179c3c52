"""Metrics of speech on conversations whose values are known."""

from __future__ import annotations

import pytest

from qcdesk.domain.transcript import Speaker, Turn
from qcdesk.speech import metrics as m


def turn(speaker: Speaker, start: float, end: float, words: int) -> Turn:
    return Turn(0, speaker, 0, start, end, " ".join(["слово"] * words))


def test_a_plain_conversation() -> None:
    manager, client = [(0.0, 6.0), (10.0, 20.0)], [(6.5, 9.5), (25.0, 29.0)]
    turns = [
        turn(Speaker.SALES_MANAGER, 0, 6, 12),
        turn(Speaker.CLIENT, 6.5, 9.5, 6),
        turn(Speaker.SALES_MANAGER, 10, 20, 20),
        turn(Speaker.CLIENT, 25, 29, 4),
    ]
    found = m.metrics(manager, client, turns)
    assert set(found) == set(m.FROM_SIGNAL)
    assert found["talk_share_manager"] == pytest.approx(100 * 16 / 23)
    assert found["dead_air_max_s"] == pytest.approx(5.0)
    assert found["dead_air_count"] == 1
    assert found["wpm_manager"] == pytest.approx(60 * 32 / 16)
    assert found["interruptions_by_manager"] == 0
    assert found["overlap_s"] == 0
    assert found["client_longest_turn_words"] == 6
    assert found["wpm_ratio"] == pytest.approx(1.0)


def test_a_monologue_survives_a_backchannel_and_not_an_answer() -> None:
    assert m.longest_monologue([(0, 30), (31, 60)], [(30.2, 30.8)]) == pytest.approx(60)
    assert m.longest_monologue([(0, 30), (33, 60)], [(30.2, 32.5)]) == pytest.approx(30)


def test_an_interruption_silences_the_other() -> None:
    client = [(0.0, 5.0)]
    assert m.interruptions([(4.0, 8.0)], client) == 1
    assert m.interruptions([(4.0, 4.8)], client) == 0, "a backchannel inside his speech"
    assert m.interruptions([(4.8, 8.0)], client) == 0, "too little overlap"
    assert m.interruptions([(6.0, 8.0)], client) == 0


def test_one_channel_tells_only_pauses() -> None:
    found = m.without_sides([(0, 2), (6, 8)])
    assert found["dead_air_max_s"] == 4
    assert found["talk_share_manager"] is None


def test_nothing_said() -> None:
    found = m.metrics([], [], [])
    assert found["talk_share_manager"] is None
    assert found["dead_air_max_s"] == 0
