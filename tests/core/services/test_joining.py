"""A CRM's table and the archive: new calls learn all, older ones fill gaps, corrections of people stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from qcdesk.desk import Desk
from qcdesk.domain.call import Direction, Exclusion, SetBy
from qcdesk.services.intake import Intake
from tests.conftest import tone, write_wav

HEADER = "файл;дата_время;направление;менеджер;внутренний;телефон_клиента;клиент"
ROW = "{file};05.10.2026 10:12:30;{direction};{manager};{extension};+7 000 000-00-01;{client}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home")
    yield desk
    desk.close()


def table(folder: Path, **said: str) -> Path:
    words = {"file": "call.wav", "direction": "входящий", "manager": "", "extension": "", "client": ""} | said
    path = folder / "calls.csv"
    path.write_text(f"{HEADER}\n{ROW.format(**words)}\n", "utf-8")
    return path


def add(desk: Desk, paths: Sequence[Path], table: Path | None = None) -> Intake:
    work = desk.add(paths, table)
    while True:
        try:
            next(work)
        except StopIteration as finished:
            done: Intake = finished.value
            return done


def rows(desk: Desk, action: str) -> list[dict[str, object]]:
    with desk.database.read() as tx:
        return [row.body for row in tx.audit.rows(action=action)]


def test_what_a_person_said_stays_and_the_conflict_is_told(desk: Desk, tmp_path: Path) -> None:
    call = write_wav(tmp_path / "call.wav", tone(1.0))
    done = add(desk, [call], table(tmp_path, manager="Олег Примерный"))
    assert done.added[0].facts.sales_manager == "Олег Примерный"
    assert done.conflicts == []
    desk.describe(1, {"sales_manager": "Анна Примерная"})
    told = len(rows(desk, "call.joined"))

    again = add(desk, [call], table(tmp_path, manager="Олег Примерный", client="Пётр"))
    assert [(c.call_id, c.fact, c.kept, c.table) for c in again.conflicts] == [
        (1, "sales_manager", "Анна Примерная", "Олег Примерный")
    ]
    facts = desk.call(1).facts
    assert (facts.sales_manager, facts.client_name) == ("Анна Примерная", "Пётр")
    assert again.duplicates[0][1].facts == facts
    (row,) = rows(desk, "call.joined")[told:]
    assert row["facts"] == {"client_name": "Пётр"}

    same = add(desk, [call], table(tmp_path, manager="Анна Примерная", client="Пётр"))
    assert same.conflicts == []
    assert len(rows(desk, "call.joined")) == told + 1, "nothing new, no row"


def test_a_person_is_found_by_the_extension_of_the_table(desk: Desk, tmp_path: Path) -> None:
    desk.name_person("Анна Примерная", "101")
    call = write_wav(tmp_path / "call.wav", tone(1.0))
    done = add(desk, [call], table(tmp_path, extension="101"))
    assert done.added[0].facts.sales_manager == "Анна Примерная"


def test_an_older_call_takes_nobodys_extension(desk: Desk, tmp_path: Path) -> None:
    call = write_wav(tmp_path / "call.wav", tone(1.0))
    add(desk, [call])
    desk.name_person("Анна Примерная", "101")
    add(desk, [call], table(tmp_path, manager="Олег Примерный", extension="101"))
    assert desk.call(1).facts.sales_manager == "Олег Примерный"
    with desk.database.read() as tx:
        assert tx.people.by_extension("101").name == "Анна Примерная"  # type: ignore[union-attr]


def test_internal_by_the_table(desk: Desk, tmp_path: Path) -> None:
    call = write_wav(tmp_path / "call.wav", tone(1.0))
    done = add(desk, [call], table(tmp_path, direction="внутренний"))
    assert done.added[0].facts.direction is Direction.INTERNAL
    assert (done.added[0].exclusion, done.added[0].exclusion_by) == (Exclusion.INTERNAL, SetBy.AUTO)
    assert rows(desk, "call.excluded") == [{"call": 1, "reason": "internal"}]


def test_a_recording_that_was_moved_is_followed(desk: Desk, tmp_path: Path) -> None:
    call = write_wav(tmp_path / "call.wav", tone(1.0))
    add(desk, [call])
    copy = tmp_path / "copy.wav"
    copy.write_bytes(call.read_bytes())
    assert add(desk, [copy]).duplicates[0][1].path == str(call), "a copy changes nothing"
    call.unlink()
    assert add(desk, [copy]).duplicates[0][1].path == str(copy)
    assert desk.call(1).path == str(copy)
    assert rows(desk, "call.moved") == [{"call": 1, "from": str(call), "to": str(copy)}]
