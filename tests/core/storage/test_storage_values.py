"""Every value comes back as it was stored."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcdesk.domain.call import CallFacts, CallState, Exclusion, Role, SetBy, Side
from qcdesk.domain.checklist import canonical_json, content_hash
from qcdesk.domain.evidence import Hint
from qcdesk.domain.period import Period
from qcdesk.domain.transcript import Speaker
from qcdesk.errors import InputError, NotFound, StorageError
from qcdesk.storage import Database
from qcdesk.storage.columns import escaped, unescaped

OCTOBER = Period("2026-10", date(2026, 10, 1), date(2026, 10, 31))


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_a_form_utf8_can_hold(text):
    stored = escaped(text)
    assert "\0" not in stored
    assert stored.encode().decode() == stored
    assert unescaped(stored) == text


@pytest.mark.parametrize("text", ["escaped:", "escaped:\\u0041", "обычный путь", r"C:\Записи\1.wav"])
def test_the_mark_itself_and_backslashes_survive(text):
    assert unescaped(escaped(text)) == text


def test_a_call_comes_back_whole(database, sample):
    path = os.fsdecode("/записи/".encode() + b"\xff\xfe \xd0.wav")
    with database.transaction() as store:
        added = store.calls.add(path, "a" * 64, sample.audio, sample.facts, Side.RIGHT, Exclusion.TRAINING)
    with database.read() as stored:
        call = stored.calls.by_id(added.id)
        assert stored.calls.by_hash("a" * 64) == call
        assert stored.calls.by_hash("b" * 64) is None
    assert call == added
    assert (call.path, call.audio, call.facts) == (path, sample.audio, sample.facts)
    assert (call.manager_side, call.exclusion, call.state) == (
        Side.RIGHT,
        Exclusion.TRAINING,
        CallState.ADDED,
    )
    assert call.added_at is not None
    assert call.added_at.tzinfo is None


def test_a_call_nobody_said_anything_about_comes_back_empty(database, sample):
    with database.transaction() as store:
        added = sample.add_call(store)
    with database.read() as stored:
        assert stored.calls.by_id(added.id).facts == CallFacts()


def test_a_start_with_a_zone_is_stored_in_local_time(database, sample):
    aware = datetime(2026, 10, 5, 9, 30, tzinfo=timezone(timedelta(hours=3)))
    with database.transaction() as store:
        added = sample.add_call(store, CallFacts(started_at=aware))
    with database.read() as stored:
        started = stored.calls.by_id(added.id).facts.started_at
    assert started == aware.astimezone().replace(tzinfo=None)


def test_the_same_recording_is_refused_and_named(database, sample):
    with database.transaction() as store:
        store.calls.add("/1.wav", "a" * 64, sample.audio, CallFacts())
    with pytest.raises(InputError) as refused, database.transaction() as store:
        store.calls.add("/2.wav", "a" * 64, sample.audio, CallFacts())
    assert refused.value.subject == "/2.wav"


def test_changes_of_a_call(database, sample):
    with database.transaction() as store:
        call_id = sample.add_call(store).id
        store.calls.update_facts(call_id, sample.facts)
        store.calls.set_state(call_id, CallState.FAILED, "движок умер")
        store.calls.set_exclusion(call_id, Exclusion.SPAM, SetBy.HUMAN)
        store.calls.set_manager_side(call_id, Side.LEFT)
    with database.read() as stored:
        call = stored.calls.by_id(call_id)
        assert stored.calls.pending_transcription() == []
    assert (call.facts, call.state, call.error) == (sample.facts, CallState.FAILED, "движок умер")
    assert (call.exclusion, call.exclusion_by) == (Exclusion.SPAM, SetBy.HUMAN)
    assert call.manager_side is Side.LEFT


def test_calls_are_chosen_by_state_period_and_person(database, sample):
    with database.transaction() as store:
        late = sample.add_call(store, CallFacts(started_at=datetime(2026, 10, 31, 23, 59, 59, 999999)))
        early = sample.add_call(
            store, CallFacts(started_at=datetime(2026, 10, 1), sales_manager="Ёлкина Инна")
        )
        before = sample.add_call(store, CallFacts(started_at=datetime(2026, 9, 30, 23, 59, 59)))
        undated = sample.add_call(store)
        excluded = sample.add_call(store)
        store.calls.set_exclusion(excluded.id, Exclusion.INTERNAL, SetBy.AUTO)
        store.calls.set_state(late.id, CallState.FAILED, "x")
        ids = lambda calls: [call.id for call in calls]  # noqa: E731
        assert ids(store.calls.all(period=OCTOBER)) == [early.id, late.id]
        assert ids(store.calls.all(sales_manager="Ёлкина Инна")) == [early.id]
        assert ids(store.calls.all([CallState.FAILED])) == [late.id]
        assert ids(store.calls.all([])) == []
        assert ids(store.calls.pending_transcription()) == [early.id, before.id, undated.id]
        today = undated.added_at.date()
        assert undated.id in ids(store.calls.all(period=Period("", today, today)))
        assert store.calls.counts_by_state() == {
            **dict.fromkeys(CallState, 0),
            CallState.ADDED: 4,
            CallState.FAILED: 1,
        }


def test_a_call_that_is_not_there(database):
    for number in (7, 2**31, 2**63, 10**30, -1):
        with database.read() as stored, pytest.raises(NotFound) as missing:
            stored.calls.by_id(number)
        assert missing.value.subject == str(number)


def test_a_transcript_comes_back_whole_and_moves_the_state(database, sample):
    with database.transaction() as store:
        call_id = sample.add_call(store).id
        assert store.transcripts.current(call_id) is None
        store.calls.set_state(call_id, CallState.FAILED, "раньше не вышло")
        store.transcripts.store(call_id, sample.transcript(), {"engine": {"beam": 5}})
    with database.read() as stored:
        assert stored.transcripts.current(call_id) == sample.transcript()
        assert stored.transcripts.made_from(call_id) == {"engine": {"beam": 5}}
        call = stored.calls.by_id(call_id)
    assert (call.state, call.error) == (CallState.TRANSCRIBED, None)


def test_a_new_transcript_is_current_and_the_old_one_stays(database, sample):
    with database.transaction() as store:
        call_id = sample.add_call(store).id
        store.transcripts.store(call_id, sample.transcript(engine="first"))
        first = store.transcripts.current_id(call_id)
        store.transcripts.store(call_id, sample.transcript(engine="second"))
        current = store.transcripts.current(call_id)
        assert store.transcripts.count(call_id) == 2
        assert store.transcripts.current_id(call_id) != first
    assert current is not None
    assert current.engine == "second"


def test_a_transcript_without_speech(database, sample):
    silent = replace(sample.transcript(), turns=(), removed=(), metrics={}, notes=(), manager_side=None)
    with database.transaction() as store:
        call_id = sample.add_call(store).id
        store.transcripts.store(call_id, silent)
        assert store.transcripts.current(call_id) == silent


def test_a_number_that_is_not_finite_is_refused_whole(database, sample):
    with database.transaction() as store:
        call_id = sample.add_call(store).id
    with pytest.raises(StorageError), database.transaction() as store:
        store.transcripts.store(call_id, replace(sample.transcript(), metrics={"talk_share": float("nan")}))
    with database.read() as stored:
        assert stored.calls.by_id(call_id).state is CallState.ADDED
        assert stored.transcripts.count(call_id) == 0


def test_corrected_speakers_make_a_new_current_transcript(database, sample):
    with database.transaction() as store:
        call_id = sample.add_call(store).id
        store.transcripts.store(call_id, sample.transcript(), {"k": 1})
        store.transcripts.replace_speakers(call_id, {0: Speaker.CLIENT}, Side.RIGHT)
    with database.read() as stored:
        current = stored.transcripts.current(call_id)
        assert [turn.speaker for turn in current.turns] == [Speaker.CLIENT, Speaker.CLIENT]
        assert current.manager_side == Side.RIGHT
        assert stored.calls.by_id(call_id).manager_side is Side.RIGHT
        assert stored.transcripts.made_from(call_id) == {"k": 1}
        assert stored.transcripts.count(call_id) == 2


def test_speakers_of_no_transcript_cannot_be_corrected(database, sample):
    with pytest.raises(NotFound), database.transaction() as store:
        store.transcripts.replace_speakers(sample.add_call(store).id, {}, None)


def test_hints_belong_to_a_transcript_a_checklist_and_a_basis(database, sample):
    with database.transaction() as store:
        call_id = sample.add_call(store).id
        read = store.transcripts.store(call_id, sample.transcript())
        assert read == store.transcripts.current_id(call_id)
        assert store.hints.load(read, "h1", "names") is None
        store.hints.store(read, "h1", "names", sample.hints)
        store.hints.store(read, "h2", "names", ())
    with database.transaction() as store:
        assert store.hints.load(read, "h1", "names") == sample.hints
        assert store.hints.load(read, "h2", "names") == ()
        assert store.hints.load(read, "h1", "other names") is None
        store.hints.store(read, "h1", "names", (Hint("greet", "no", 0.5),))
        assert store.hints.load(read, "h1", "names") == (Hint("greet", "no", 0.5),)
        again = store.transcripts.store(call_id, sample.transcript())
        assert store.hints.load(again, "h1", "names") is None


def test_versions_of_a_checklist_are_kept_once(database, sample):
    old, new = sample.checklist("Старое"), sample.checklist("Новое")
    for checklist in (old, new, old):
        with database.transaction() as store:
            store.checklists.keep(checklist, canonical_json(checklist), content_hash(checklist))
    with database.read() as stored:
        assert [digest for digest, _ in stored.checklists.versions("sales")] == [
            content_hash(old),
            content_hash(new),
        ]
        assert stored.checklists.json_of(content_hash(old)) == canonical_json(old)
        with pytest.raises(NotFound):
            stored.checklists.json_of("0")


def test_what_is_not_told_of_a_person_stays(database):
    with database.transaction() as store:
        store.people.upsert("Ёлкина Инна", "104", (Role.CALLER, Role.SALES), "стажёр")
        store.people.upsert("Ёлкина Инна")
        store.people.upsert("Дубов Олег", "105")
    with database.transaction() as store:
        person = store.people.by_extension("104")
        assert (person.name, person.roles, person.stage) == (
            "Ёлкина Инна",
            (Role.CALLER, Role.SALES),
            "стажёр",
        )
        store.people.upsert("Дубов Олег", "104", (Role.ACCOUNT,))
    with database.read() as stored:
        assert stored.people.by_extension("104").name == "Дубов Олег"
        assert stored.people.by_name("Ёлкина Инна").extension is None
        assert stored.people.by_name("Никто") is None
        assert [person.name for person in stored.people.all()] == ["Ёлкина Инна", "Дубов Олег"]


def test_the_nearest_folder_tells_the_side(database, tmp_path):
    inner = tmp_path / "АТС" / "новая"
    with database.transaction() as store:
        store.sources.set_side(str(tmp_path / "АТС"), Side.LEFT)
        store.sources.set_side(str(inner) + os.sep, Side.RIGHT)
    with database.transaction() as store:
        assert store.sources.side_for(str(inner / "2026" / "1.wav")) is Side.RIGHT
        assert store.sources.side_for(str(tmp_path / "АТС" / "1.wav")) is Side.LEFT
        assert store.sources.side_for(str(tmp_path / "АТС2" / "1.wav")) is None
        store.sources.set_side(str(inner), None)
        assert store.sources.side_for(str(inner / "1.wav")) is Side.LEFT
        store.sources.set_side(str(inner.parent), Side.RIGHT)
        assert list(store.sources.all().values()) == [Side.RIGHT]


def test_a_long_call_is_stored_at_once(database, sample):
    long = sample.transcript(turns=2000)
    with database.transaction() as store:
        call_id = sample.add_call(store).id
        started = datetime.now()
        store.transcripts.store(call_id, long)
    assert datetime.now() - started < timedelta(seconds=5)  # measured 0.4 s; the machine may be busy
    with database.read() as stored:
        assert stored.transcripts.current(call_id) == long


def test_nothing_is_stored_when_the_block_raises(database: Database, sample):
    def abandon() -> None:
        with database.transaction() as store:
            sample.add_call(store)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        abandon()
    with database.read() as stored:
        assert stored.calls.all() == []
