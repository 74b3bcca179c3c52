"""An open database in a folder of its own, and invented values to store.

Where `QCDESK_TEST_POSTGRES` names a PostgreSQL server (`postgresql://…/postgres`, a role that may create
databases), the tests that need no file run there too, each in a new database.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from qcdesk.domain.call import AudioFacts, Call, CallFacts, Direction, LeadKind, Role
from qcdesk.domain.checklist import (
    AnswerKind,
    Checklist,
    Criterion,
    Effect,
    EffectKind,
    Section,
    canonical_json,
    content_hash,
)
from qcdesk.domain.evidence import Hint, Quote
from qcdesk.domain.handover import Card, Reply, Ruling, Verdict
from qcdesk.domain.lifecycle import Kind, LifeEvent
from qcdesk.domain.review import Answer, Critical, Review, Score, ScoreLine
from qcdesk.domain.script import Block
from qcdesk.domain.text import Text
from qcdesk.domain.transcript import Removed, Sound, SoundKind, Speaker, Transcript, Turn, Word
from qcdesk.storage import Database, Transaction
from qcdesk.storage.engine import database_url

SERVER = os.environ.get("QCDESK_TEST_POSTGRES")
AUDIO = AudioFacts("wav", "pcm_alaw", 455.123456789012, 2, 8000)
QUOTE = Quote(1, 2.1, 3.3, "Сколько это стоит? 🙂")


class Sample:
    """Invented values, each complete."""

    audio = AUDIO
    facts = CallFacts(
        direction=Direction.OUT,
        sales_manager="Ёлкина Инна",
        extension="104",
        client_phone="+7 000 123-45-67",
        client_name="Пётр «Клиент» 🙂",
        company='ООО "Ромашка"; --',
        started_at=datetime(2026, 10, 5, 9, 30, 15, 123456),
        started_at_approximate=True,
        external_id="rec-17",
        duration_s=0.1 + 0.2,
        role=Role.CALLER,
        lead_kind=LeadKind.COLD_BASE,
        lead_status="новый",
        source="база",
        deal_amount=1e15 / 3,
        stage="день 3",
        comment="первая строка\nвторая",
    )
    hints = (Hint("greet", "yes", 0.875, (QUOTE,)), Hint("count", 2.0, 1 / 3), Hint("none", None, 0.0))
    answers = (
        Answer("greet", "no", "не представился", (QUOTE,)),
        Answer("need", 2.0 / 3.0, not_said=True),
        Answer("steps", "2"),
        Answer("free", "текст с «кавычками»"),
    )
    score = Score(
        method="two_level",
        raw=100 / 3,
        final=0.0,
        criticals=(
            Critical("rude", "yes", Effect(EffectKind.FATAL)),
            Critical("greet", "no", Effect(EffectKind.CAP, 46.4)),
        ),
        lines=(ScoreLine("contact", 20.0, 1 / 7, 0.1, 0.7), ScoreLine("closing", 30.0, None, 0.0, 0.0)),
        unanswered=("price",),
        bonus=1.1,
        passed=False,
        arithmetic="(20 · 1,00 + 50 · 0,25) / 70",
    )

    def __init__(self) -> None:
        self._added = 0

    def checklist(self, title: str = "Приветствие") -> Checklist:
        greet = Criterion("greet", Text(title, "Greeting"), AnswerKind.YES_NO, 1.0)
        return Checklist("sales", Text("Продажа", "Sale"), (Section("c", Text("К", "C"), 1.0, (greet,)),))

    def transcript(self, turns: int = 2, engine: str = "fake") -> Transcript:
        words = (Word(0.1, 0.30000000000000004, "Добрый", 0.99), Word(0.3, 0.7, "день 🙂", 1 / 3))
        speakers = (Speaker.SALES_MANAGER, Speaker.CLIENT)
        return Transcript(
            turns=tuple(
                Turn(n, speakers[n % 2], n % 2, n + 0.1, n + 0.9, f"Реплика {n}: ёж, №{n}", words)
                for n in range(turns)
            ),
            removed=(Removed(1, 5.5, 6.25, "Продолжение следует", "hallucination"),),
            metrics={"talk_share": 0.1 + 0.2, "overlap": None},
            engine=engine,
            model="base",
            language="ru",
            audio_s=455.1,
            speech_s=389.0,
            seconds=21.4,
            manager_side="left",
            speakers_estimated=True,
            notes=("один канал тише",),
            sounds=(Sound(SoundKind.RING, 1, 0.75, 9.1), Sound(SoundKind.MUSIC, 0, 30.0, 44.5)),
        )

    def add_call(self, store: Transaction, facts: CallFacts | None = None) -> Call:
        self._added += 1
        recording = hashlib.sha256(str(self._added).encode()).hexdigest()
        return store.calls.add(f"/записи/{self._added}.wav", recording, AUDIO, facts or CallFacts())

    def fill_record(self, store: Transaction) -> None:
        """Puts rows into every table whose rows are never changed."""
        call = self.add_call(store).id
        review = self.add_review(store, call)
        dispute = store.disputes.add(call, review.id, "A1", "Я спросил", "П")
        store.disputes.decide(dispute.id, upheld=True, reason="Слышно на 0:12", author="В")
        store.audit.append("П", "review.add", {})
        store.scripts.add("Ёлкина Инна", [Block("Приветствие", ("Добрый день!",))], "П")
        store.scripts.approve("Ёлкина Инна", 1, "Владелец")
        store.handovers.keep_card(call, Card(what="стеллажи"), "П")
        store.handovers.keep_reply(call, Reply(accepted=True), "П")
        store.handovers.keep_ruling(call, Ruling(complete=Verdict.YES), "П")
        store.handovers.note_sale(call, "П")
        store.life.add(LifeEvent("Ёлкина Инна", Kind.MOVED, datetime(2026, 10, 1), {"stage": "staff"}, "П"))

    def add_review(
        self,
        store: Transaction,
        call_id: int,
        *,
        replaces: int | None = None,
        draft: bool = False,
        purpose: str = "regular",
    ) -> Review:
        checklist = self.checklist()
        store.checklists.keep(checklist, canonical_json(checklist), content_hash(checklist))
        return store.reviews.add(
            call_id,
            checklist.id,
            content_hash(checklist),
            "Проверяющий",
            self.answers,
            self.score,
            purpose,
            replaces,
            "опечатка" if replaces else "",
            "перезвонить",
            "2026-10-12",
            draft,
        )


@pytest.fixture
def sample() -> Sample:
    return Sample()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "отдел" / "qcdesk.sqlite3"


@pytest.fixture
def server_database() -> Iterator[str]:
    """Address of a new, empty database on the server."""
    if SERVER is None:
        pytest.skip("QCDESK_TEST_POSTGRES is not set")
    name = f"qcdesk_{uuid.uuid4().hex}"
    engine = create_engine(database_url(SERVER), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield database_url(SERVER).set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name}"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"] if SERVER else ["sqlite"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    on_server = request.param == "postgresql"
    if on_server and "file" in request.fixturenames:
        pytest.skip("the test is about a file")
    with Database.open(request.getfixturevalue("server_database" if on_server else "file")) as opened:
        yield opened
