"""Channels: one sound twice, a dead side, two sides."""

from __future__ import annotations

import numpy as np

from qcdesk.audio.decode import SAMPLE_RATE
from qcdesk.speech.channels import is_dead, is_dual_mono
from tests.conftest import tone


def test_the_same_sound_at_another_level_is_dual_mono() -> None:
    side = tone(2.0, rate=SAMPLE_RATE)
    assert is_dual_mono(side, 0.5 * side)


def test_two_sides_are_not() -> None:
    assert not is_dual_mono(tone(2.0, 440, SAMPLE_RATE), tone(2.0, 700, SAMPLE_RATE))
    assert not is_dual_mono(tone(2.0, 440, SAMPLE_RATE), np.zeros(2 * SAMPLE_RATE, np.float32))


def test_a_dead_side() -> None:
    assert is_dead(np.zeros(SAMPLE_RATE, np.float32))
    hiss = (0.001 * np.random.default_rng(1).standard_normal(SAMPLE_RATE)).astype(np.float32)
    assert not is_dead(hiss)
