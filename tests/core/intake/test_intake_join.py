"""Rows of a table and recordings on disk, brought together or left to a person."""

from __future__ import annotations

import random
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qcdesk.domain.call import CallFacts, Direction
from qcdesk.intake.join import JoinedBy, JoinResult, Recording, join, merge
from qcdesk.intake.names import facts_from_name
from qcdesk.intake.table import Table, TableRow, read_table

NOON = datetime(2026, 10, 5, 12, 0)
PHONE = "+79990000007"
DEV_CALLS = Path(__file__).parents[4] / "shared" / "calls" / "dev"


def _row(
    line: int, file: str | None = None, *, ids: tuple[str, ...] = (), link: str | None = None, **facts: object
) -> TableRow:
    return TableRow(line, file, next(iter(ids), None), CallFacts(**facts), ids, link)  # type: ignore[arg-type]


def _timed(line: int, seconds: float, duration_s: float | None = None) -> TableRow:
    at = NOON + timedelta(seconds=seconds)
    return _row(line, client_phone=PHONE, started_at=at, duration_s=duration_s)


def _recording(name: str, duration_s: float | None = None) -> Recording:
    path = Path("/calls") / name
    return Recording(path, facts_from_name(path), duration_s)


def _call(seconds: int, duration_s: float | None = None) -> Recording:
    at = NOON + timedelta(seconds=seconds)
    return _recording(f"{at:%Y-%m-%d %H-%M-%S} 89990000007.mp3", duration_s)


def _join(rows: list[TableRow], recordings: list[Recording]) -> JoinResult:
    return join(Table(Path("calls.csv"), tuple(rows)), recordings)


def _lines(result: JoinResult) -> list[tuple[int, str]]:
    return [(match.row.line, match.recording.path.name) for match in result.matches]


@pytest.mark.parametrize(
    "written",
    [
        "Звонок й.wav",
        "звонок й",
        "ЗВОНОК Й.WAV",
        "D:\\rec\\Звонок й.wav",
        "2026/10/Звонок й.wav",
        "Звонок й.mp3",
    ]
    + [unicodedata.normalize("NFD", "Звонок й.wav")],
)
def test_a_file_is_found_by_its_name(written: str) -> None:
    result = _join(
        [_row(2, written), _row(3, "другой.wav")], [_recording("Звонок й.wav"), _recording("x.wav")]
    )
    assert _lines(result) == [(2, "Звонок й.wav")]
    assert result.matches[0].by is JoinedBy.FILE
    assert [row.line for row in result.unmatched_rows] == [3]
    assert [recording.path.name for recording in result.unmatched_recordings] == ["x.wav"]


def test_the_exact_ending_is_better_than_none() -> None:
    result = _join([_row(2, "a.wav"), _row(3, "a.mp3")], [_recording("a.mp3"), _recording("a.wav")])
    assert _lines(result) == [(2, "a.wav"), (3, "a.mp3")]


def test_folders_tell_equal_names_apart() -> None:
    monday, tuesday = _recording("05/1.wav"), _recording("06/1.wav")
    result = _join([_row(2, "06/1.wav"), _row(3, "05\\1.wav")], [monday, tuesday])
    assert [(match.row.line, match.recording) for match in result.matches] == [(2, tuesday), (3, monday)]


def test_equal_names_without_folders_are_left_to_a_person() -> None:
    result = _join([_row(2, "1.wav")], [_recording("05/1.wav"), _recording("06/1.wav")])
    assert not result.matches
    (doubt,) = result.ambiguities
    assert (len(doubt.rows), len(doubt.recordings), doubt.by) == (1, 2, JoinedBy.FILE)
    assert not result.unmatched_rows
    assert not result.unmatched_recordings


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("1791184360.169", "out-79990000007-101-20261005-101240-1791184360.169.wav"),
        ("2218536578", "2026-10-05_10-12-40.5_from_74950000000_to_79990000007_session_2218536578_talk.mp3"),
        ("2E675888DED89ED517D5C60E63A2D8C3", "2e675888ded89ed517d5c60e63a2d8c3.mp3"),
        ("1b4e28ba-2fa1-11d2-883f-0016d3cca427", "rec 1b4e28ba-2fa1-11d2-883f-0016d3cca427 x.mp3"),
        ("externalCall123", "звонок externalCall123 менеджера.mp3"),
        ("in_dcb22bcd4e78fa4b627aa2e0c67d0191cd0a5068", "in_dcb22bcd4e78fa4b627aa2e0c67d0191cd0a5068.mp3"),
    ],
)
def test_an_id_in_the_name_joins(id: str, name: str) -> None:
    result = _join([_row(2, ids=(id,))], [_recording(name), _recording("other.wav")])
    assert _lines(result) == [(2, name)]
    assert result.matches[0].by is JoinedBy.EXTERNAL_ID


@pytest.mark.parametrize("id", ["101", "101240", "20261005", "79990000007", "out"])
def test_parts_of_a_name_that_are_no_id_join_nothing(id: str) -> None:
    result = _join(
        [_row(2, ids=(id,))], [_recording("out-79990000007-101-20261005-101240-1791184360.169.wav")]
    )
    assert not result.matches


def test_a_web_address_joins_by_its_last_part_unless_it_is_a_common_word() -> None:
    result = _join(
        [_row(2, link="x_vtey.mp3"), _row(3, link="record.mp3")],
        [_recording("x_vtey.mp3"), _recording("record.mp3")],
    )
    assert _lines(result) == [(2, "x_vtey.mp3")]


def test_number_and_time_join_within_two_minutes() -> None:
    for seconds, joined in ((0, 1), (120, 1), (-120, 1), (121, 0), (-500, 0)):
        result = _join([_timed(2, seconds)], [_call(0)])
        assert len(result.matches) == joined, seconds
        assert len(result.unmatched_rows) == 1 - joined


def test_either_of_two_unresolved_numbers_joins() -> None:
    recording = _recording("2026-10-05__12-00-03__74950000000__79990000007.mp3")
    assert _lines(_join([_timed(2, 0)], [recording])) == [(2, recording.path.name)]


def test_an_approximate_time_joins_nothing() -> None:
    rough = CallFacts(client_phone=PHONE, started_at=NOON, started_at_approximate=True)
    assert not _join([TableRow(2, None, None, rough)], [_call(0)]).matches


def test_two_rows_for_one_recording_are_left_to_a_person() -> None:
    result = _join([_timed(2, 0), _timed(3, 60)], [_call(30)])
    assert not result.matches
    assert [row.line for row in result.ambiguities[0].rows] == [2, 3]


def test_a_clock_that_is_one_minute_wrong_pairs_nothing_wrongly() -> None:
    result = _join([_timed(2, 0), _timed(3, 60)], [_call(60), _call(120)])
    assert not result.matches
    assert len(result.ambiguities) == 1


def test_redialling_is_told_apart_where_all_starts_agree() -> None:
    result = _join([_timed(2, 0), _timed(3, 60)], [_call(61), _call(1)])
    assert _lines(result) == [(2, _call(1).path.name), (3, _call(61).path.name)]


def test_durations_decide_between_several() -> None:
    result = _join([_timed(2, 0, 138), _timed(3, 60, 20)], [_call(30, 140)])
    assert _lines(result) == [(2, _call(30).path.name)]
    assert [row.line for row in result.unmatched_rows] == [3]


def test_a_different_duration_alone_parts_nobody() -> None:
    assert len(_join([_timed(2, 0, 138)], [_call(0, 20)]).matches) == 1


def test_order_of_recordings_does_not_matter() -> None:
    rows = [_timed(line, line * 50, line * 10.0) for line in range(2, 20)]
    recordings = [_call(line * 50, line * 10.0) for line in range(2, 20)]
    straight = _join(rows, recordings)
    shuffled = list(recordings)
    random.Random(7).shuffle(shuffled)
    assert _lines(_join(rows, shuffled)) == _lines(straight)
    assert len(straight.matches) + len(straight.ambiguities[0].rows if straight.ambiguities else ()) == len(
        rows
    )


def test_the_table_is_believed_and_the_name_fills() -> None:
    said = CallFacts(direction=Direction.OUT, sales_manager="Олег", started_at=NOON)
    named = CallFacts(
        direction=Direction.IN, extension="101", started_at=NOON + timedelta(1), client_phone=PHONE
    )
    merged = merge(said, named)
    assert merged == CallFacts(
        direction=Direction.OUT, sales_manager="Олег", started_at=NOON, extension="101", client_phone=PHONE
    )


def test_an_exact_time_is_better_than_a_bare_day() -> None:
    day = CallFacts(started_at=datetime(2026, 10, 5), started_at_approximate=True)
    exact = CallFacts(started_at=NOON)
    assert merge(day, exact) == exact
    assert merge(exact, day) == exact
    assert merge(CallFacts(), day) == day
    assert merge(day, CallFacts()) == day
    assert (
        merge(CallFacts(direction=Direction.UNKNOWN), CallFacts(direction=Direction.IN)).direction
        is Direction.IN
    )


@pytest.mark.skipif(not DEV_CALLS.is_dir(), reason="the measuring calls are not beside the repository")
def test_the_measuring_calls_join_but_for_the_row_whose_file_is_missing() -> None:
    table = read_table(DEV_CALLS / "calls.csv")
    names = sorted((DEV_CALLS / "audio").iterdir())
    result = join(table, [Recording(path, facts_from_name(path)) for path in names])
    assert not table.problems
    assert (len(table.rows), len(result.matches), len(result.unmatched_rows)) == (15, 14, 1)
    assert not result.ambiguities
    assert not result.unmatched_recordings
    without_files = Table(table.path, tuple(TableRow(r.line, None, None, r.facts) for r in table.rows))
    by_time = join(without_files, [Recording(path, facts_from_name(path)) for path in names])
    assert {(m.row.line, m.recording.path) for m in by_time.matches} < {
        (m.row.line, m.recording.path) for m in result.matches
    }
    assert len(by_time.matches) == 12
