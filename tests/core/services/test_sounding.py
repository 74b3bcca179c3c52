"""Outlines and balanced sound: made in a child process, kept or not, and a lost recording is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from qcdesk.domain.call import AudioFacts, Call, CallFacts, CallState
from qcdesk.errors import AudioError
from qcdesk.services.sounding import PER_SECOND, Sounding
from tests.conftest import tone, write_wav


@pytest.fixture
def call(tmp_path: Path) -> Call:
    left, right = tone(2.0, level=0.5), tone(2.0, level=0.25)
    path = write_wav(tmp_path / "call.wav", np.stack([left, right], axis=1))
    return Call(1, str(path), "a" * 64, AudioFacts("wav", "pcm", 2.0, 2, 8000), CallFacts(), CallState.ADDED)


@pytest.fixture
def sounding(tmp_path: Path) -> Iterator[Sounding]:
    made = Sounding(tmp_path / "outlines", tmp_path / "balanced")
    yield made
    made.close()


def test_an_outline_is_made_once_and_kept(call: Call, sounding: Sounding) -> None:
    assert sounding.cached(call) is None
    made = sounding.outline(call)
    assert made.peaks.shape == (2 * PER_SECOND, 2, 2)
    assert made.peaks[10:-10, 0, 1].mean() == pytest.approx(2 * made.peaks[10:-10, 1, 1].mean(), rel=0.1)
    Path(call.path).unlink()
    assert np.array_equal(sounding.outline(call).peaks, made.peaks)
    with pytest.raises(AudioError):
        sounding.outline(replace(call, sha256="b" * 64))


def test_only_the_last_balance_is_on_the_disk_and_none_when_all_is_closed(
    call: Call, sounding: Sounding
) -> None:
    sounding.balance(call, (1.0, 0.0))
    alone = sounding.balance(call, (0.0, 1.0))
    assert list(sounding.balanced.iterdir()) == [alone]
    assert np.abs(soundfile.read(alone)[0]).max() == pytest.approx(0.25, rel=0.05)
    sounding.close()
    assert list(sounding.balanced.iterdir()) == []


def test_a_lost_recording_is_said_when_it_is_to_be_balanced(call: Call, sounding: Sounding) -> None:
    Path(call.path).unlink()
    with pytest.raises(AudioError):
        sounding.balance(call, (1.0, 0.0))
