"""The engine without weights measures what a real one would hear."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qcdesk.domain.recognition import Passage, Recognised, Search, Window
from qcdesk.engines.base import SAMPLE_RATE, EngineOptions
from qcdesk.engines.fake import FakeEngine
from qcdesk.engines.models.catalogue import Form
from qcdesk.engines.models.store import ModelFiles
from tests.conftest import tone

NOWHERE = ModelFiles("none", Path(), Form.CT2)


def heard(engine: FakeEngine, windows: list[Window]) -> list[Recognised]:
    """All results at once."""
    return list(engine.recognise([Passage(w) for w in windows], Search()))


def test_it_says_a_word_for_each_loud_half_second() -> None:
    engine = FakeEngine()
    engine.load(NOWHERE, EngineOptions())
    silence = np.zeros(SAMPLE_RATE, np.float32)
    loud = tone(1.0, rate=SAMPLE_RATE)
    spoken, nothing = heard(engine, [np.concatenate([silence, loud]), silence])
    assert [(w.start, w.end) for w in spoken.words] == [(1.0, 1.5), (1.5, 2.0)]
    assert spoken.text == " ".join(w.text for w in spoken.words)
    assert (nothing.text, nothing.words) == ("", ())
    assert nothing.no_speech_probability > spoken.no_speech_probability


def test_it_honours_options_and_order() -> None:
    engine = FakeEngine()
    engine.load(NOWHERE, EngineOptions(word_times=False))
    quiet, loud = tone(0.5, rate=SAMPLE_RATE, level=0.1), tone(0.5, rate=SAMPLE_RATE, level=0.9)
    first, second = heard(engine, [quiet, loud])
    assert first.words == second.words == ()
    assert first.text != second.text
    engine.close()
    with pytest.raises(RuntimeError):
        heard(engine, [quiet])


@pytest.mark.parametrize(
    "window",
    [np.zeros((2, 10), np.float32), np.zeros(10, np.float64), np.zeros(31 * SAMPLE_RATE, np.float32)],
)
def test_windows_no_engine_can_take(window: np.ndarray) -> None:
    engine = FakeEngine()
    engine.load(NOWHERE, EngineOptions())
    with pytest.raises(ValueError):
        heard(engine, [window])
