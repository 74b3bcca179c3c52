"""Packing: no voice is lost, no window is too long, times come back true."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdesk.audio.decode import SAMPLE_RATE
from qcdesk.speech.activity import FRAME_S, Stretch
from qcdesk.speech.windows import LONGEST_S, pack, split

lengths = st.lists(st.tuples(st.floats(0.1, 5.0), st.floats(0.2, 40.0)), max_size=30)


def laid(parts: list[tuple[float, float]]) -> list[Stretch]:
    """Stretches from (silence before, length)."""
    out, at = [], 0.0
    for gap, length in parts:
        out.append(Stretch(at + gap, at + gap + length))
        at += gap + length
    return out


@given(lengths)
def test_every_second_of_voice_is_in_exactly_one_window(parts: list[tuple[float, float]]) -> None:
    voice = laid(parts)
    probability = np.ones(round((voice[-1].end if voice else 0) / FRAME_S) + 10, np.float32)
    windows = pack(0, voice, probability)
    assert all(w.length <= LONGEST_S + 1e-6 for w in windows)
    pieces = [p for w in windows for p in w.pieces]
    assert sum(p.length for p in pieces) == pytest.approx(sum(s.length for s in voice))
    assert [p.in_call for p in pieces] == sorted(p.in_call for p in pieces)


@given(lengths, st.floats(0, 1))
def test_times_come_back(parts: list[tuple[float, float]], where: float) -> None:
    voice = laid(parts)
    probability = np.ones(round((voice[-1].end if voice else 0) / FRAME_S) + 10, np.float32)
    for window in pack(0, voice, probability):
        for index, piece in enumerate(window.pieces):
            at = piece.in_window + where * piece.length
            start, end, found = window.to_call(at, at)
            assert found == index
            assert start == end == pytest.approx(piece.in_call + where * piece.length, abs=1e-6)


def test_a_span_never_leaves_its_piece() -> None:
    window = pack(0, [Stretch(10, 12), Stretch(20, 23)], np.ones(1000, np.float32))[0]
    start, end, piece = window.to_call(1.5, 2.3)
    assert (start, end, piece) == (pytest.approx(11.5), pytest.approx(12.0), 0)


def test_the_sound_of_a_window_is_the_sound_of_the_call() -> None:
    channel = np.arange(30 * SAMPLE_RATE, dtype=np.float32)
    window = pack(0, [Stretch(10, 12), Stretch(20, 23)], np.ones(1000, np.float32))[0]
    samples = window.samples(channel)
    assert samples[0] == 10 * SAMPLE_RATE
    second = round(window.pieces[1].in_window * SAMPLE_RATE)
    assert samples[second] == 20 * SAMPLE_RATE
    assert len(samples) == round(window.length * SAMPLE_RATE)


def test_a_long_stretch_is_cut_where_voice_is_least_probable() -> None:
    probability = np.ones(2000, np.float32)
    quiet = 14.0
    probability[round(quiet / FRAME_S)] = 0.1
    first, second = split(Stretch(0, 24), probability, 16)
    assert first.end == second.start == pytest.approx(quiet, abs=FRAME_S)
