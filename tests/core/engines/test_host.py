"""The child process: results, events, errors, crashes, and an end within a second."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from qcdesk.engines.host import ChildExecutor
from qcdesk.errors import AudioError, Cancelled, EngineCrashed, EngineError
from tests.core.engines import child_units as units

DEADLINE_S = 60


def test_results_and_events_come_in_order() -> None:
    posted: list[tuple[Future[Any], dict[str, Any]]] = []
    executor = ChildExecutor(lambda future, event: posted.append((future, event)))
    first, second = executor.submit(units.double, 4), executor.submit(units.double, 5)
    assert (first.result(DEADLINE_S), second.result(DEADLINE_S)) == (8, 10)
    executor.shutdown()
    assert [event["done"] for future, event in posted if future is first] == [0, 1, 2]
    assert [event["done"] for future, event in posted if future is second] == [0, 1, 2]


def test_one_child_serves_all_units_and_ends_with_them() -> None:
    with ChildExecutor() as executor:
        numbers = {executor.submit(units.process_number).result(DEADLINE_S) for _ in range(3)}
    assert len(numbers) == 1
    assert numbers != {os.getpid()}
    assert not alive(numbers.pop())


def test_an_error_crosses_with_its_type_and_fields() -> None:
    with ChildExecutor() as executor:
        future = executor.submit(units.refuse, "call.wav")
        with pytest.raises(AudioError) as caught:
            future.result(DEADLINE_S)
    assert caught.value.subject == "call.wav"
    assert caught.value.remedy == "add another"


def test_a_fault_of_the_program_is_an_engine_error_and_the_child_goes_on() -> None:
    with ChildExecutor() as executor:
        with pytest.raises(EngineError):
            executor.submit(units.fall_over).result(DEADLINE_S)
        assert executor.submit(units.double, 1).result(DEADLINE_S) == 2


def test_a_crash_fails_one_unit_and_the_next_gets_a_new_child() -> None:
    with ChildExecutor() as executor:
        crashed, after = executor.submit(units.die, 7), executor.submit(units.double, 3)
        with pytest.raises(EngineCrashed) as caught:
            crashed.result(DEADLINE_S)
        assert caught.value.exit_code == 7
        assert "last words" in caught.value.last_lines
        assert after.result(DEADLINE_S) == 6


def test_nothing_is_printed_on_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    with ChildExecutor() as executor:
        assert executor.submit(units.chatter).result(DEADLINE_S) == "quiet"
    assert capfd.readouterr() == ("", "")


def test_cancelling_ends_the_child_and_what_it_started_within_a_second(tmp_path: Path) -> None:
    events: SimpleQueue[dict[str, Any]] = SimpleQueue()
    executor = ChildExecutor(lambda _future, event: events.put(event))
    started = tmp_path / "started"
    running, waiting = executor.submit(units.endless, str(started)), executor.submit(units.double, 1)
    events.get(timeout=DEADLINE_S)
    began = time.monotonic()
    executor.shutdown(wait=False, cancel_futures=True)
    assert time.monotonic() - began < 1.0
    for future in (running, waiting):
        with pytest.raises(Cancelled):
            future.result(DEADLINE_S)
    for number in map(int, started.read_text().split()):
        # The kernel is told at once; a process it kills is gone a moment later.
        while alive(number) and time.monotonic() - began < 1.0:
            os.sched_yield()
        assert not alive(number)


def test_cancelling_while_the_child_is_still_starting() -> None:
    executor = ChildExecutor()
    future = executor.submit(units.double, 1)
    executor.shutdown(wait=False, cancel_futures=True)
    with pytest.raises(Cancelled):
        future.result(DEADLINE_S)


def test_nothing_is_taken_after_the_end() -> None:
    executor = ChildExecutor()
    executor.shutdown()
    with pytest.raises(RuntimeError):
        executor.submit(units.double, 1)


def alive(number: int) -> bool:
    """Whether the process runs (a zombie does not)."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except FileNotFoundError:
            return False
    try:
        os.kill(number, 0)
    except OSError:
        return False
    return True


def test_what_cannot_cross_or_be_told_fails_its_own_unit_only() -> None:
    def refuse(_future: Future[Any], _event: dict[str, Any]) -> None:
        raise KeyError("the listener is broken")

    executor = ChildExecutor(refuse)
    with pytest.raises(Exception, match="pickle"):
        executor.submit(units.double, lambda: None).result(DEADLINE_S)
    with pytest.raises(KeyError):
        executor.submit(units.double, 1).result(DEADLINE_S)
    assert executor.submit(units.process_number).result(DEADLINE_S) > 0
    executor.shutdown()
