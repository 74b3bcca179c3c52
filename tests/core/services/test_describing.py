"""What people say of calls and of the department: stored with its author, sides exchanged in one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qcdesk.desk import Desk
from qcdesk.domain.call import AudioFacts, CallFacts, Side
from qcdesk.domain.transcript import Speaker
from qcdesk.errors import InputError, NotFound, TemplateError
from qcdesk.services.author import author
from tests.core.services.archive import call_in, transcript


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home")
    yield desk
    desk.close()


def journal(desk: Desk) -> list[tuple[str, str]]:
    with desk.database.read() as tx:
        return [(row.action, row.actor) for row in tx.audit.rows()]


def test_every_change_has_an_author(desk: Desk, tmp_path: Path) -> None:
    call = call_in(desk.database)
    desk.exclude(call.id, "reminder", "Анна")
    desk.describe(call.id, {"company": "Тёплый дом"}, "Анна")
    desk.set_side(call.id, None, "Анна")
    desk.name_person("Анна Примерная", "101", "Анна")
    desk.set_source(tmp_path, Side.LEFT, "Анна")
    desk.change_setting("companies", ["Тёплый дом"], "Анна")
    desk.describe(call.id, {"company": ""}, "  ")
    rows = journal(desk)
    assert rows == [
        ("call.excluded", "Анна"),
        ("call.described", "Анна"),
        ("call.side", "Анна"),
        ("person.named", "Анна"),
        ("source.side", "Анна"),
        ("setting.changed", "Анна"),
        ("call.described", author()),
    ]
    assert author()
    with desk.database.read() as tx:
        (setting,) = tx.audit.rows(action="setting.changed")
    assert setting.body == {"name": "companies", "value": ["Тёплый дом"]}
    assert desk.settings.companies == Desk(desk.home.folder).settings.companies == ["Тёплый дом"]


def test_calls_of_an_extension_become_those_of_the_person_who_gets_it(desk: Desk) -> None:
    mine, other, known = (call_in(desk.database, f"{n}.wav") for n in range(3))
    with desk.database.transaction() as tx:
        for call, extension in ((mine, "101"), (other, "102")):
            tx.calls.update_facts(call.id, replace(call.facts, sales_manager=None, extension=extension))
        tx.calls.update_facts(known.id, replace(known.facts, extension="101"))
    desk.name_person("Белова Бэла", "101")
    names = [desk.call(call.id).facts.sales_manager for call in (mine, other, known)]
    assert names == ["Белова Бэла", None, known.facts.sales_manager]
    with desk.database.read() as tx:
        (row,) = tx.audit.rows(action="person.named")
    assert row.body["calls"] == [mine.id]


def test_a_user_without_a_name_is_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert author()


def test_a_setting_that_does_not_fit_is_not_told(desk: Desk) -> None:
    with pytest.raises(TemplateError):
        desk.change_setting("name_templates", ["{nonsense}"])
    with pytest.raises(InputError):
        desk.change_setting("weekly_plan", ["many"])
    assert journal(desk) == []


def test_sides_are_exchanged_and_what_the_text_was_made_from_stays(desk: Desk) -> None:
    call = call_in(desk.database)
    with desk.database.transaction() as tx:
        tx.transcripts.store(call.id, transcript(), {"engine": "fake", "beam_size": 5})
    changed = desk.set_side(call.id)
    assert changed is not None
    assert [t.speaker for t in changed.turns][:2] == [Speaker.CLIENT, Speaker.SALES_MANAGER]
    with desk.database.read() as tx:
        assert tx.calls.by_id(call.id).manager_side is Side.RIGHT
        assert tx.transcripts.current(call.id) == changed
        assert tx.transcripts.made_from(call.id) == {"engine": "fake", "beam_size": 5, "swapped": True}
        (row,) = tx.audit.rows(action="call.side")
        assert row.body == {
            "call": call.id,
            "side": "right",
            "transcript": tx.transcripts.current_id(call.id),
        }
    desk.set_side(call.id)
    assert desk.call(call.id).manager_side is Side.LEFT


def test_two_people_in_one_channel_are_exchanged_too(desk: Desk) -> None:
    with desk.database.transaction() as tx:
        mono = tx.calls.add("mono.wav", "f" * 64, AudioFacts("wav", "", 9.0, 1, 8000), CallFacts())
        tx.transcripts.store(mono.id, replace(transcript(), speakers_estimated=True))
    before = desk.transcript(mono.id)
    changed = desk.set_side(mono.id)
    assert before is not None
    assert changed is not None
    other = {Speaker.SALES_MANAGER: Speaker.CLIENT, Speaker.CLIENT: Speaker.SALES_MANAGER}
    assert [t.speaker for t in changed.turns] == [other.get(t.speaker, t.speaker) for t in before.turns]
    assert changed.speakers_estimated
    again = desk.set_side(mono.id)
    assert again is not None
    assert again.turns == before.turns


def test_one_side_cannot_be_exchanged(desk: Desk) -> None:
    call = call_in(desk.database)
    same = replace(transcript(), speech=transcript().speech[:1], manager_side=None)
    with desk.database.transaction() as tx:
        mono = tx.calls.add("mono.wav", "f" * 64, AudioFacts("wav", "", 9.0, 1, 8000), CallFacts())
        tx.transcripts.store(call.id, same)
    for id in (call.id, mono.id):
        with pytest.raises(NotFound):
            desk.set_side(id)
        assert desk.call(id).manager_side is None
    assert journal(desk) == []
