"""A department of fifty invented sales managers with twenty reviews each, in a real database."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Generator
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from qcdesk.checklists.answers import parse_answers
from qcdesk.checklists.shelf import find
from qcdesk.desk import Desk
from qcdesk.domain.call import AudioFacts, CallFacts, Direction, LeadKind, Role
from qcdesk.domain.events import Event
from qcdesk.domain.period import Period
from qcdesk.domain.transcript import Speaker, Transcript, Turn
from qcdesk.services.reporting import Audience, Wish
from qcdesk.services.reviewing import ReviewRequest

MANAGERS, REVIEWS = 50, 20
_SAID = Transcript(
    turns=(Turn(0, Speaker.SALES_MANAGER, 0, 0.0, 60.0, "Наберём вас как-нибудь."),),
    removed=(),
    metrics={},
    engine="none",
    model="none",
    language="ru",
    audio_s=120.0,
    speech_s=60.0,
    seconds=0.0,
)


def fifty_managers(folder: Path) -> tuple[float, float, float]:
    """Seconds for all cards, for the owner's report, and for the same reviews as JSON."""
    desk = Desk(folder / "home", "ru")
    _fill(desk)
    period, options = Period.parse("2026-10"), desk.report_options("ru")
    began = time.perf_counter()
    _run(desk.write_reports(Wish(Audience.MANAGERS, period, folder / "out", options)))
    cards = time.perf_counter() - began
    began = time.perf_counter()
    _run(desk.write_reports(Wish(Audience.OWNER, period, folder / "out", options)))
    owner = time.perf_counter() - began
    began = time.perf_counter()
    with desk.database.read() as tx:
        reviews = tx.reviews.in_period(period)
    (folder / "reviews.json").write_text(json.dumps([asdict(r) for r in reviews], default=str), "utf-8")
    plain = time.perf_counter() - began
    desk.close()
    return cards, owner, plain


def _run(job: Generator[Event, None, object]) -> None:
    for _event in job:
        pass


def _fill(desk: Desk) -> None:
    checklist = find("sales_hot_v1", [])
    luck = random.Random(1)
    for n in range(MANAGERS * REVIEWS):
        facts = CallFacts(
            direction=Direction.OUT, sales_manager=f"Менеджер Вымышленный {n % MANAGERS:02}",
            client_phone=f"+7000{n:07}", started_at=datetime(2026, 10, 1, 9) + timedelta(minutes=7 * n),
            role=Role.SALES, lead_kind=LeadKind.HOT,
        )  # fmt: skip
        with desk.database.transaction() as tx:
            audio = AudioFacts("wav", "pcm_16", 120.0, 2, 8000)
            call = tx.calls.add(f"call-{n}.wav", f"{n:064x}", audio, facts)
            tx.transcripts.store(call.id, _SAID)
        lines = ["D0: {answer: yes}"]
        for criterion in checklist.criteria():
            good = luck.random() < 0.8
            if criterion.kind == "yes_no":
                lines.append(f"{criterion.id}: {{answer: {'yes' if good else 'no'}, quote: {{at: 30}}}}")
            elif criterion.kind != "text":
                lines.append(f"{criterion.id}: {{answer: {int(criterion.top) if good else 0}}}")
        desk.review(
            ReviewRequest(call.id, "Проверяющий"), checklist, parse_answers("\n".join(lines), "answers")
        )
