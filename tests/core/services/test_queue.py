"""The queue: a crash costs a window, a second one sets the call aside, a full disk is seen before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qcdesk.desk import Desk
from qcdesk.domain.call import Call, CallState
from qcdesk.domain.events import ItemFailed, Progress
from qcdesk.domain.evidence import Names
from qcdesk.engines.base import EngineOptions
from qcdesk.engines.host import ChildExecutor, OnEvent
from qcdesk.errors import DiskFull, EngineCrashed
from qcdesk.services.transcription import RecognitionOptions, Workplace, transcribe
from qcdesk.services.unfinished import Unfinished
from tests.conftest import tone, write_wav
from tests.core.engines import child_units

FAKE = RecognitionOptions("fake", "fake", "", EngineOptions())
PLENTY = 10**12


class Sabotaged(Executor):
    """The real child process, in which some calls end in its death.

    Args:
        deaths: how often the child dies over each call, by the end of its path.
    """

    def __init__(self, on_event: OnEvent, deaths: dict[str, int]) -> None:
        self._inner, self._deaths = ChildExecutor(on_event), deaths
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_none: Any) -> Future[Any]:
        path, options = args
        self.asked.append((Path(path).name, options))
        name = Path(path).name
        if self._deaths.get(name, 0):
            self._deaths[name] -= 1
            return self._inner.submit(child_units.recognise_one_window_and_die, path, options)
        return self._inner.submit(fn, path, options)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._inner.shutdown(wait, cancel_futures=cancel_futures)


@pytest.fixture
def desk(tmp_path: Path, samples_folder: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home")
    recordings = sorted(samples_folder.glob("*.ogg"))
    for _event in desk.add(recordings):
        pass
    yield desk
    desk.close()


def place(
    desk: Desk, deaths: dict[str, int], made: list[Sabotaged], free: Callable[[Path], int] = lambda _: PLENTY
) -> Workplace:
    def make(on_event: OnEvent) -> Executor:
        made.append(Sabotaged(on_event, deaths))
        return made[-1]

    unfinished = Unfinished(desk.home.unfinished)
    return Workplace(desk.database, desk.home.folder, unfinished, lambda _call: Names(), make, free=free)


def names(calls: list[Call]) -> list[str]:
    return [Path(call.path).name for call in calls]


def states(desk: Desk) -> dict[str, CallState]:
    return {Path(c.path).name: c.state for c in desk.calls()}


def run(work: Iterator[Any]) -> tuple[list[Any], Any]:
    events = []
    while True:
        try:
            events.append(next(work))
        except StopIteration as finished:
            return events, finished.value


def test_a_crash_costs_one_window_and_the_call_goes_on(desk: Desk) -> None:
    made: list[Sabotaged] = []
    calls = desk.untranscribed()
    first = names(calls)[0]
    _events, done = run(transcribe(place(desk, {first: 1}, made), calls, FAKE))
    assert set(states(desk).values()) == {CallState.TRANSCRIBED}
    assert done.failed == []
    tries = [options for name, options in made[0].asked if name == first]
    assert [len(options["kept"]) for options in tries] == [0, 1]
    assert tries[1]["next"] == "", "nothing else runs beside a call that crashed"
    assert not list(desk.home.unfinished.glob("*"))


def test_a_second_crash_sets_the_call_aside_and_the_rest_goes_on(desk: Desk) -> None:
    made: list[Sabotaged] = []
    calls = desk.untranscribed()
    first = names(calls)[0]
    events, done = run(transcribe(place(desk, {first: 2}, made), calls, FAKE))
    assert sum(isinstance(e, ItemFailed) for e in events) == 1
    ((call, error),) = done.failed
    assert isinstance(error, EngineCrashed)
    assert states(desk) == {
        n: CallState.FAILED if n == first else CallState.TRANSCRIBED for n in names(calls)
    }
    assert desk.call(call.id).error

    _events, batch = run(transcribe(place(desk, {}, made), desk.untranscribed(), FAKE, retry_crashed=False))
    assert (names(batch.set_aside), batch.done, made[1].asked) == ([first], [], [])
    _events, named = run(transcribe(place(desk, {}, made), desk.untranscribed(), FAKE))
    assert [f.call.id for f in named.done] == [call.id]


def test_windows_of_a_stopped_call_are_not_recognised_again(desk: Desk) -> None:
    made: list[Sabotaged] = []
    (call, *_rest) = desk.untranscribed()
    unfinished = Unfinished(desk.home.unfinished)
    work = transcribe(place(desk, {}, made), [call], FAKE)
    for _event in work:
        if list(desk.home.unfinished.glob("*.jsonl")):
            break
    work.close()
    if desk.call(call.id).state is CallState.ADDED:
        run(transcribe(place(desk, {}, made), [call], FAKE))
        assert len(made[1].asked[0][1]["kept"]) >= 1
    assert desk.call(call.id).state is CallState.TRANSCRIBED
    assert unfinished.kept(call.id, "any") == {}


@pytest.mark.parametrize(("told", "expected"), [(False, ""), (True, "Тёплый дом")])
def test_names_are_told_to_the_recogniser_where_that_is_wanted(desk: Desk, told: bool, expected: str) -> None:
    made: list[Sabotaged] = []
    named = replace(place(desk, {}, made), names_of=lambda _call: Names(companies=("Тёплый дом",)))
    (call, *_rest) = desk.untranscribed()
    run(transcribe(named, [call], replace(FAKE, hotwords=told)))
    assert [options["hotwords"] for _name, options in made[0].asked] == [expected]


def test_a_full_disk_is_seen_before_a_call_is_begun(desk: Desk) -> None:
    made: list[Sabotaged] = []
    calls = desk.untranscribed()
    with pytest.raises(DiskFull):
        run(transcribe(place(desk, {}, made, free=lambda _folder: 1000), calls, FAKE))
    assert made[0].asked == []
    assert set(states(desk).values()) == {CallState.ADDED}


def test_a_disk_that_fills_on_the_way_keeps_what_is_done(desk: Desk) -> None:
    made: list[Sabotaged] = []
    calls = desk.untranscribed()
    looks = iter([PLENTY] * 4 + [1000] * 100)
    with pytest.raises(DiskFull):
        run(transcribe(place(desk, {}, made, free=lambda _folder: next(looks)), calls, FAKE))
    assert list(states(desk).values()).count(CallState.TRANSCRIBED) >= 1


def test_progress_is_in_seconds_of_speech(desk: Desk) -> None:
    events, done = run(transcribe(place(desk, {}, []), desk.untranscribed(), FAKE))
    told = [e for e in events if isinstance(e, Progress)]
    assert [e.done for e in told] == sorted(e.done for e in told)
    assert told[-1].done == pytest.approx(told[-1].total)
    assert told[-1].total == pytest.approx(sum(f.transcript.speech_s for f in done.done), rel=0.25)
    assert told[-1].left_s == pytest.approx(0)


def test_silence_counts_for_nothing_in_the_time_that_is_left(desk: Desk, tmp_path: Path) -> None:
    import numpy as np

    quiet = np.concatenate([tone(2.0), np.zeros(8000 * 600, np.float32)])
    for _event in desk.add([write_wav(tmp_path / "quiet.wav", quiet)]):
        pass
    events, _done = run(transcribe(place(desk, {}, []), desk.untranscribed(), FAKE))
    assert [e for e in events if isinstance(e, Progress)][-1].total < 400
