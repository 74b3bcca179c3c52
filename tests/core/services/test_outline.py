"""Outlines of sound: made in a child process, kept, and a lost recording is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qcdesk.domain.call import AudioFacts, Call, CallFacts, CallState
from qcdesk.errors import AudioError
from qcdesk.services.outline import PER_SECOND, Outlines
from tests.conftest import tone, write_wav


def test_an_outline_is_made_once_and_kept(tmp_path: Path) -> None:
    left, right = tone(2.0, level=0.5), tone(2.0, level=0.25)
    path = write_wav(tmp_path / "call.wav", np.stack([left, right], axis=1))
    call = Call(1, str(path), "a" * 64, AudioFacts("wav", "pcm", 2.0, 2, 8000), CallFacts(), CallState.ADDED)
    outlines = Outlines(tmp_path / "cache")
    try:
        assert outlines.cached(call) is None
        made = outlines.outline(call)
        assert made.peaks.shape == (2 * PER_SECOND, 2, 2)
        assert made.peaks[10:-10, 0, 1].mean() == pytest.approx(2 * made.peaks[10:-10, 1, 1].mean(), rel=0.1)
        path.unlink()
        assert np.array_equal(outlines.outline(call).peaks, made.peaks)
        with pytest.raises(AudioError):
            outlines.outline(replace(call, sha256="b" * 64))
    finally:
        outlines.close()
