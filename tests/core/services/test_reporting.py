"""Reports of a real archive: clips cut from recordings on disk, folders whole or not there."""

from __future__ import annotations

import base64
import re
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
import soundfile

from qcdesk.checklists.answers import parse_answers
from qcdesk.desk import Desk
from qcdesk.domain.call import Call, CallFacts, Direction, LeadKind, Role
from qcdesk.domain.events import Event
from qcdesk.domain.period import Period
from qcdesk.errors import InputError, NotFound
from qcdesk.services.reporting import Audience, Wish
from qcdesk.services.reviewing import ReviewRequest
from tests.conftest import tone, write_wav
from tests.core.services.archive import transcript

PERIOD = Period.parse("2026-10")
Result = TypeVar("Result")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "home", "ru")
    yield desk
    desk.close()


def _reviewed(desk: Desk, folder: Path, name: str) -> Call:
    """A call of thirty seconds with a transcript, in which the first criteria were missed."""
    path = folder / f"{name}.wav"
    write_wav(path, tone(30.0, 400 + len(name)))
    for _event in desk.add([path]):
        pass
    call = desk.calls()[-1]
    facts = CallFacts(
        direction=Direction.IN,
        sales_manager=name,
        role=Role.SALES,
        lead_kind=LeadKind.HOT,
        started_at=datetime(2026, 10, 5, 12, 0),
    )
    with desk.database.transaction() as tx:
        tx.calls.update_facts(call.id, facts)
        # as much speech as the checklist asks for
        tx.transcripts.store(call.id, replace(transcript(), speech_s=90.0))
    checklist = desk.checklist("sales_hot_v1")
    lines = ["D0: {answer: no}"]
    for criterion in checklist.criteria():
        if criterion.kind == "yes_no":
            lines.append(f'{criterion.id}: {{answer: no, quote: {{at: "0:11"}}}}')
        elif criterion.kind != "text":
            lines.append(f'{criterion.id}: {{answer: 0, quote: {{at: "0:11"}}}}')
    sheet = parse_answers("\n".join(lines), "answers")
    desk.review(ReviewRequest(call.id, "Проверяющая"), checklist, sheet)
    return call


def _run(job: Generator[Event, None, Result]) -> Result:
    while True:
        try:
            next(job)
        except StopIteration as finished:
            result: Result = finished.value
            return result


def _wish(desk: Desk, audience: Audience, folder: Path, **more: object) -> Wish:
    return Wish(audience, PERIOD, folder, desk.report_options("ru"), **more)  # type: ignore[arg-type]


def test_clips_are_heard_in_the_page_while_the_recording_is_there(desk: Desk, tmp_path: Path) -> None:
    call = _reviewed(desk, tmp_path, "Анна Примерная")
    out = tmp_path / "out"
    page = next(
        p for p in _run(desk.write_reports(_wish(desk, Audience.MANAGERS, out))) if p.suffix == ".html"
    )
    assert b"data:audio/ogg;base64,T2dn" in page.read_bytes()
    Path(call.path).unlink()
    (again,) = _run(desk.write_reports(_wish(desk, Audience.MANAGERS, out, formats=["html"])))
    assert again == page
    assert b"data:audio" not in again.read_bytes()


def test_a_recording_that_changed_is_not_cut(desk: Desk, tmp_path: Path) -> None:
    call = _reviewed(desk, tmp_path, "Анна Примерная")
    write_wav(Path(call.path), tone(30.0, 990))
    (page,) = _run(desk.write_reports(_wish(desk, Audience.MANAGERS, tmp_path / "o", formats=["html"])))
    assert b"data:audio" not in page.read_bytes()


def test_a_stopped_job_leaves_no_folder(desk: Desk, tmp_path: Path) -> None:
    for name in ("Анна Примерная", "Пётр Вымыслов"):
        _reviewed(desk, tmp_path, name)
    out = tmp_path / "deep" / "out"
    job = desk.write_reports(_wish(desk, Audience.MANAGERS, out))
    next(job)
    next(job)
    job.close()
    assert list((tmp_path / "deep").iterdir()) == []


def test_a_folder_appears_with_all_its_files_and_keeps_what_was_there(desk: Desk, tmp_path: Path) -> None:
    for name in ("Анна Примерная", "Пётр Вымыслов"):
        _reviewed(desk, tmp_path, name)
    out = tmp_path / "out"
    cards = _run(desk.write_reports(_wish(desk, Audience.MANAGERS, out)))
    (out / "заметка.txt").write_text("своё", "utf-8")
    owner = _run(desk.write_reports(_wish(desk, Audience.OWNER, out)))
    assert {p.name for p in out.iterdir()} == {p.name for p in (*cards, *owner)} | {"заметка.txt"}
    assert [p.name for p in tmp_path.iterdir() if "unfinished" in p.name] == []


def test_an_unknown_format_is_refused_before_anything_is_made(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        _run(desk.write_reports(_wish(desk, Audience.OWNER, tmp_path / "x", formats=["docx"])))
    assert not (tmp_path / "x").exists()


def test_one_call_has_a_card_of_its_own(desk: Desk, tmp_path: Path) -> None:
    first = _reviewed(desk, tmp_path, "Анна Примерная")
    second = _reviewed(desk, tmp_path, "Пётр Вымыслов")
    wish = Wish(
        Audience.MANAGERS,
        desk.day_of(second.id),
        tmp_path / "out",
        desk.report_options("ru"),
        formats=["html"],
        call=second.id,
    )
    (page,) = _run(desk.write_reports(wish))
    text = page.read_text("utf-8")
    assert "Пётр Вымыслов" in text
    assert "Анна Примерная" not in text
    assert str(second.id) in page.name
    assert first.id != second.id
    assert "data:audio/ogg" in text


def test_a_phone_said_in_a_clip_is_covered_in_sound_and_text(desk: Desk, tmp_path: Path) -> None:
    call = _reviewed(desk, tmp_path, "Анна Примерная")
    said = (
        ("sales_manager", "Добрый день, меня зовут Анна, компания Тёплый дом."),
        ("client", "Здравствуйте, мне дорого."),
        ("sales_manager", "Мой номер 8 900 555 01 42 звоните"),
    )
    pages = []
    for words in (said, (*said[:2], ("sales_manager", "Мой номер вы уже знаете сами звоните"))):
        with desk.database.transaction() as tx:
            tx.transcripts.store(call.id, replace(transcript(words), speech_s=90.0))
        wish = _wish(desk, Audience.MANAGERS, tmp_path / "o", formats=["html"])
        (page,) = _run(desk.write_reports(wish))
        pages.append(page.read_text("utf-8"))
    covered, plain = (re.findall(r'base64,([^"]+)"', page)[0] for page in pages)
    assert "555" not in pages[0].split("base64,")[0] + pages[0].rsplit('"></audio>', 1)[1]
    assert _loudest(covered) < _loudest(plain) / 5


def _loudest(clip: str) -> float:
    """Power of the recording's own tone in a clip."""
    sound, rate = soundfile.read(BytesIO(base64.b64decode(clip)))
    times = np.arange(len(sound)) / rate
    return float(abs(np.mean(sound * np.exp(-2j * np.pi * (400 + len("Анна Примерная")) * times))))


def test_cards_of_calls_that_are_nobodys_say_so(desk: Desk, tmp_path: Path) -> None:
    call = desk.call(_reviewed(desk, tmp_path, "Анна Примерная").id)
    with desk.database.transaction() as tx:
        tx.calls.update_facts(call.id, replace(call.facts, sales_manager=None))
    with pytest.raises(NotFound) as caught:
        _run(desk.write_reports(_wish(desk, Audience.MANAGERS, tmp_path / "out")))
    assert "чьи" in caught.value.what
    assert "--extension" in caught.value.remedy
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("audience", list(Audience))
def test_a_preview_is_a_pdf_that_leaves_nothing(desk: Desk, tmp_path: Path, audience: Audience) -> None:
    _reviewed(desk, tmp_path, "Ирина")
    with desk.database.read() as tx:
        before = tx.audit.rows()
    wish = _wish(desk, audience, tmp_path / "out", formats=("html",))
    assert _run(desk.preview_report(wish)).startswith(b"%PDF")
    assert not (tmp_path / "out").exists()
    with desk.database.read() as tx:
        assert tx.audit.rows() == before


def test_a_preview_of_nobody_names_the_period(desk: Desk, tmp_path: Path) -> None:
    _reviewed(desk, tmp_path, "Ирина")
    with pytest.raises(NotFound, match="2026-10"):
        _run(desk.preview_report(_wish(desk, Audience.MANAGERS, tmp_path, names=())))
