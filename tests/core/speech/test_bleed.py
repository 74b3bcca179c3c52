"""One side heard in the other: a copy is not a voice; double-talk and quiet voices are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qcdesk.audio.decode import SAMPLE_RATE, decoded
from qcdesk.speech.activity import ActivityOptions, Stretch, probabilities, stretches
from qcdesk.speech.bleed import BLEED, unbled

Sound = NDArray[np.float32]
Voice = list[list[Stretch]]


@pytest.fixture
def sides(samples_folder: Path) -> tuple[Sound, Sound]:
    with decoded(sorted(samples_folder.glob("*.ogg"))[0]) as sound:
        left, right = (c[:] for c in sound.channels)
    return left, right


def voice_of(*channels: Sound) -> Voice:
    return [stretches(probabilities(c), ActivityOptions()) for c in channels]


def copy(sound: Sound, decibels: float, delay_s: float) -> Sound:
    late = int(delay_s * SAMPLE_RATE)
    delayed = np.concatenate((np.zeros(late, np.float32), sound))[: len(sound)]
    return (10 ** (decibels / 20) * delayed).astype(np.float32)


def seconds(voice: Voice) -> list[float]:
    return [sum(s.length for s in side) for side in voice]


@pytest.mark.parametrize(("decibels", "delay_s"), [(-10, 0.0), (-15, 0.12), (-25, 0.04), (-25, 0.2)])
def test_a_copy_of_the_other_side_is_taken_out(
    sides: tuple[Sound, Sound], decibels: float, delay_s: float
) -> None:
    left, right = sides
    notes: list[str] = []
    channels = (left, right + copy(left, decibels, delay_s))
    kept = seconds(unbled(voice_of(*channels), channels, notes))
    assert notes == [BLEED]
    assert kept == pytest.approx(seconds(voice_of(left, right)), rel=0.12)


def test_both_ways_each_side_keeps_its_own(sides: tuple[Sound, Sound]) -> None:
    left, right = sides
    channels = (left + copy(right, -20, 0.05), right + copy(left, -20, 0.05))
    kept = seconds(unbled(voice_of(*channels), channels, []))
    assert kept == pytest.approx(seconds(voice_of(left, right)), rel=0.12)


@pytest.mark.parametrize("shift_s", [0, 1, 3, 7])
def test_two_people_who_speak_at_once_both_stay(sides: tuple[Sound, Sound], shift_s: int) -> None:
    left, right = sides
    channels = (np.roll(left, shift_s * SAMPLE_RATE), right)
    before, notes = voice_of(*channels), []
    assert unbled(before, channels, notes) == before
    assert not notes


def test_double_talk_over_a_leaking_line_stays(sides: tuple[Sound, Sound]) -> None:
    left, right = np.roll(sides[0], 3 * SAMPLE_RATE), sides[1]
    channels = (left, right + copy(left, -20, 0.03))
    kept = unbled(voice_of(*channels), channels, [])
    own = voice_of(right)[0]
    covered = sum(max(0.0, min(s.end, k.end) - max(s.start, k.start)) for s in own for k in kept[1])
    assert covered > 0.93 * sum(s.length for s in own)
    assert seconds(kept)[1] < 1.15 * sum(s.length for s in own)


def test_a_quiet_side_is_no_copy(sides: tuple[Sound, Sound]) -> None:
    left, right = sides
    channels = (left, copy(right, -30, 0))
    before = voice_of(*channels)
    assert unbled(before, channels, []) == before
