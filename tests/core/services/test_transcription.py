"""Transcribing a batch in a child process: stored at once, resumed, stopped in a second."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qcdesk.desk import Desk
from qcdesk.domain.call import CallState
from qcdesk.domain.events import ItemDone, ItemFailed
from qcdesk.errors import ModelMissing
from tests.conftest import RATE, tone, write_wav


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home")
    yield desk
    desk.close()


def add(desk: Desk, folder: Path, count: int = 3) -> None:
    for i in range(count):
        write_wav(folder / f"call{i}.wav", tone(2.0, 300 + 50 * i))
    for _event in desk.add(sorted(folder.glob("call*.wav"))):
        pass


def states(desk: Desk) -> list[CallState]:
    return [c.state for c in sorted(desk.calls(), key=lambda c: c.id)]


def test_each_call_is_stored_when_it_is_done(desk: Desk, tmp_path: Path) -> None:
    add(desk, tmp_path)
    work = desk.transcribe(desk.untranscribed(), engine="fake", model="fake")
    for event in work:
        if isinstance(event, ItemDone):
            break
    work.close()
    assert states(desk).count(CallState.TRANSCRIBED) == 1
    assert len(desk.untranscribed()) == 2
    for _event in desk.transcribe(desk.untranscribed(), engine="fake", model="fake"):
        pass
    assert states(desk) == [CallState.TRANSCRIBED] * 3


def test_a_recording_that_went_bad_fails_alone_and_says_why(desk: Desk, tmp_path: Path) -> None:
    add(desk, tmp_path)
    (tmp_path / "call1.wav").write_bytes(b"")
    events = list(desk.transcribe(desk.untranscribed(), engine="fake", model="fake"))
    assert sum(isinstance(e, ItemFailed) for e in events) == 1
    assert states(desk) == [CallState.TRANSCRIBED, CallState.FAILED, CallState.TRANSCRIBED]
    (failed,) = desk.untranscribed()
    assert failed.error
    write_wav(tmp_path / "call1.wav", tone(2.0, 350))
    for _event in desk.transcribe([failed], engine="fake", model="fake"):
        pass
    assert states(desk) == [CallState.TRANSCRIBED] * 3


def test_a_missing_model_is_named(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QCDESK_MODELS", str(tmp_path / "no-models"))
    other = Desk(tmp_path / "home2")
    add(other, tmp_path, 1)
    with pytest.raises(ModelMissing):
        other.transcribe(other.untranscribed(), engine="faster-whisper", model="small")
    assert states(other) == [CallState.ADDED]
    other.close()


def test_a_second_recognition_that_fails_leaves_the_first(desk: Desk, tmp_path: Path) -> None:
    add(desk, tmp_path, 1)
    list(desk.transcribe(desk.untranscribed(), engine="fake", model="fake"))
    (tmp_path / "call0.wav").write_bytes(b"")
    events = list(desk.transcribe(desk.calls(), engine="fake", model="fake"))
    assert any(isinstance(e, ItemFailed) for e in events)
    assert states(desk) == [CallState.TRANSCRIBED]


def test_a_recording_that_is_another_one_now_is_refused(desk: Desk, tmp_path: Path) -> None:
    add(desk, tmp_path, 1)
    write_wav(tmp_path / "call0.wav", tone(3.0, 777))
    list(desk.transcribe(desk.untranscribed(), engine="fake", model="fake"))
    assert states(desk) == [CallState.FAILED]


def test_one_broken_checklist_stops_nothing_and_is_named(desk: Desk) -> None:
    desk.home.checklists.mkdir(parents=True)
    (desk.home.checklists / "broken.yaml").write_text("id: [", "utf-8")
    assert len(desk.checklists()) == 4
    assert [c.verdict for c in desk.health() if c.name == "checklists"] == ["failed"]


@pytest.mark.slow
def test_stopping_real_recognition_takes_less_than_a_second(
    desk: Desk, models: Path, samples_folder: Path
) -> None:
    desk.models = models
    for _event in desk.add(sorted(samples_folder.glob("*.ogg"))):
        pass
    work = desk.transcribe(desk.untranscribed(), engine="openai-whisper", model="base")
    next(work)
    began = time.monotonic()
    work.close()
    assert time.monotonic() - began < 1.0
    assert states(desk) == [CallState.ADDED] * 3


def test_silence_is_counted_not_scored(desk: Desk, tmp_path: Path) -> None:
    import numpy as np

    write_wav(tmp_path / "call.wav", np.zeros((RATE * 20, 2), np.float32))
    for _event in desk.add([tmp_path / "call.wav"]):
        pass
    list(desk.transcribe(desk.untranscribed(), engine="fake", model="fake"))
    call = desk.calls()[0]
    assert (call.exclusion, call.exclusion_by) == ("no_speech", "auto")
    with desk.database.read() as tx:
        (told,) = tx.audit.rows(action="call.transcribed")
        (excluded,) = tx.audit.rows(action="call.excluded")
    assert told.actor
    assert told.body == {"call": 1, "transcript": 1, "again": False, "engine": "fake", "model": "fake"}
    assert (excluded.actor, excluded.body) == ("qcdesk", {"call": 1, "reason": "no_speech"})

    desk.exclude(1, "none", "Проверяющий")
    list(desk.transcribe(desk.calls([1, 1]), engine="fake", model="fake"))
    call = desk.calls()[0]
    assert (call.exclusion, call.exclusion_by) == (None, "human"), "what a person decided stays"
    with desk.database.read() as tx:
        assert [row.body["again"] for row in tx.audit.rows(action="call.transcribed")] == [False, True]
        assert tx.audit.rows(action="call.excluded")[-1].actor == "Проверяющий"
