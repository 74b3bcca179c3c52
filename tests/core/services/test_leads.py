"""Clients across people in a real database: hand-over, arbitration, first sale, retention, continuity."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from qcdesk.desk import Desk
from qcdesk.domain.call import AudioFacts, CallFacts, Direction, LeadKind, Role
from qcdesk.domain.handover import Fate, Verdict
from qcdesk.domain.period import Period
from qcdesk.errors import AccessRefused, InputError, NotFound, ReviewRefused
from qcdesk.services import rights
from tests.core.services.archive import transcript

CALLER, SELLER, KEEPER = "Звонарёв Захар", "Продавцова Полина", "Опорный Олег"
COLD = (
    ("sales_manager", "Добрый день, меня зовут Захар, компания Тёплый дом. Что для вас сейчас важно?"),
    ("client", "Нам нужны стеллажи на склад, старые уже не держат."),
    ("sales_manager", "Понял. А какой объём вам нужен, сколько штук?"),
    ("client", "Штук сорок, не больше."),
    ("sales_manager", "К какому числу вам это нужно?"),
    ("client", "До конца ноября, не позже."),
    ("sales_manager", "Кто у вас принимает решение о закупке?"),
    ("client", "Решает директор, Пётр Образцов."),
    ("sales_manager", "Завтра в одиннадцать вам позвонит менеджер Полина. Договорились?"),
    ("client", "Да, хорошо, договорились."),
)
ANGRY = (
    ("sales_manager", "Добрый день, это Олег, Тёплый дом."),
    ("client", "Вы опять сорвали поставку. Я хочу расторгнуть договор."),
    ("sales_manager", "Сейчас пришлю вам на почту новый договор и счёт."),
)
AUDIO = AudioFacts("wav", "pcm_16", 60.0, 2, 8000)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A type-3 department: cold call, two calls of the receiver, a call of the account manager."""
    desk = Desk(tmp_path / "home", "ru")
    desk.change_setting("department_type", ["3"])
    told = (
        (CALLER, datetime(2026, 10, 5, 10), Role.CALLER, LeadKind.COLD_BASE, "передан", COLD),
        (SELLER, datetime(2026, 10, 6, 11), None, LeadKind.HANDED_OVER, "отклонён", None),
        (SELLER, datetime(2026, 10, 8, 12), Role.SALES, LeadKind.HANDED_OVER, "в работе", None),
        (KEEPER, datetime(2026, 10, 20, 9), None, None, None, ANGRY),
    )
    with desk.database.transaction() as tx:
        for number, (name, at, role, kind, status, said) in enumerate(told, 1):
            facts = CallFacts(
                direction=Direction.OUT,
                sales_manager=name,
                client_phone="+7 000 111-22-33",
                client_name="Образцов Пётр",
                started_at=at,
                role=role,
                lead_kind=kind,
                lead_status=status,
            )
            call = tx.calls.add(f"/{number}.wav", f"{number:064x}", AUDIO, facts)
            if said:
                tx.transcripts.store(call.id, transcript(said))
    yield desk
    desk.close()


def run(job: Generator[Any, None, Any]) -> Any:
    while True:
        try:
            next(job)
        except StopIteration as done:
            return done.value


def test_s7_the_card_is_proposed_with_quotes_and_confirmed(desk: Desk) -> None:
    found = desk.leads.proposed(desk.call(1))
    assert "стеллажи" in found.card.what
    assert "сорок" in found.card.volume
    assert "ноября" in found.card.term
    assert "директор" in found.card.decides
    assert found.quotes["volume"][0].turn == 3
    given = {"what": "стеллажи", "volume": "40 штук", "receiver": SELLER}
    card = desk.leads.confirm(1, given, "Анна")
    assert card.author == "Анна"
    assert desk.leads.confirm(1, {"term": "до декабря"}).volume == "40 штук"
    assert desk.leads.handover(1).card is not None
    with pytest.raises(InputError):
        desk.leads.confirm(1, {"colour": "red"})
    with pytest.raises(InputError):
        desk.leads.confirm(2, {"receiver": SELLER})


def test_s9_a_rejected_lead_is_arbitrated(desk: Desk) -> None:
    (one,) = desk.leads.handovers()
    assert (one.caller, one.receiver, one.taken and one.taken.id) == (CALLER, SELLER, 2)
    assert one.reply is not None
    assert not one.reply.accepted
    with pytest.raises(InputError):
        desk.leads.answer(1, accepted=False)
    said = desk.leads.answer(1, accepted=False, reason="не решает сам", receiver=SELLER, by=SELLER)
    assert said.reply is not None
    assert (said.reply.reason, said.reply.author) == ("не решает сам", SELLER)
    with pytest.raises(ReviewRefused):
        desk.leads.rule(1, {"complete": "yes"}, by=SELLER.lower())
    ruled = desk.leads.rule(1, {"complete": "yes", "rejection_grounded": "no"}, "ЛПР назван", "Анна")
    assert ruled.ruling is not None
    assert (ruled.ruling.complete, ruled.ruling.in_time) == (Verdict.YES, Verdict.UNKNOWN)
    later = desk.leads.rule(1, {"in_time": "partly"}, by="Анна").ruling
    assert later is not None
    assert (later.complete, later.in_time, later.comment) == (Verdict.YES, Verdict.PARTLY, "ЛПР назван")
    with desk.database.read() as tx:
        assert [row.actor for row in tx.audit.rows(action="handover.ruled")] == ["Анна", "Анна"]
    for wrong in ({}, {"colour": "yes"}, {"complete": "maybe"}):
        with pytest.raises(InputError):
            desk.leads.rule(1, wrong)


def test_s30_the_head_of_sales_does_not_rule(desk: Desk) -> None:
    rights.give(desk.database, "Рогов Рим", "rop")
    desk.leads.answer(1, accepted=True, by="Рогов Рим")
    with pytest.raises(AccessRefused):
        desk.leads.rule(1, {"complete": "yes"}, by="Рогов Рим")
    assert desk.leads.handover(1).ruling is None


def test_s10_the_first_sale_makes_later_calls_an_account_managers(desk: Desk) -> None:
    before = desk.choice(desk.call(4)) if desk.leads.history("4").sale else None
    assert before is None
    desk.leads.note_sale(3, "Анна")
    chosen = desk.choice(desk.call(4))
    assert chosen.checklist.id == "account_v1"
    assert any("3" in because for because in chosen.because)
    assert desk.facts_around(desk.call(4)) == {
        "department_type": "3",
        "role": "account",
        "lead_kind": "existing_client",
    }
    assert desk.leads.handover(1).fate is Fate.SALE
    sold = desk.leads.history("8 000 111 22 33").sale
    assert sold is not None
    assert (sold.call_id, sold.noted_by) == (3, "Анна")


def test_the_crm_tells_of_a_first_sale_too(desk: Desk) -> None:
    with desk.database.transaction() as tx:
        tx.calls.update_facts(3, replace(tx.calls.by_id(3).facts, lead_status="Продажа"))
    sold = desk.leads.history("1").sale
    assert sold is not None
    assert (sold.call_id, sold.noted_by) == (3, "")


def test_s11_a_sign_of_leaving_raises_the_call_for_review(desk: Desk) -> None:
    (one,) = desk.leads.leaving()
    assert (one.call.id, one.reviewed) == (4, False)
    assert "расторгнуть" in one.quotes[0].text
    assert desk.leads.leaving(Period.parse("2026-09")) == []


def test_s6_who_leaves_hands_on_clients_agreements_and_promises(desk: Desk, tmp_path: Path) -> None:
    written = run(desk.write_continuity(CALLER, tmp_path / "out", ["json", "html", "xlsx", "pdf"]))
    assert len(written) == 4
    plain = json.loads(next(p for p in written if p.suffix == ".json").read_text("utf-8"))
    assert plain["audience"] == "continuity"
    text = json.dumps(plain, ensure_ascii=False)
    assert "+7 000 111-22-33" in text
    assert "Завтра в одиннадцать вам позвонит менеджер Полина" in text
    assert "Вы опять сорвали" not in text
    with pytest.raises(NotFound):
        run(desk.write_continuity("Никто Незнакомый", tmp_path / "none", ["json"]))
    assert not (tmp_path / "none").exists()


def test_a_client_that_is_not_there(desk: Desk) -> None:
    for wrong in ("9", "+7 000 999-99-99", "abc", ""):
        with pytest.raises(NotFound):
            desk.leads.history(wrong)
    with pytest.raises(NotFound):
        desk.leads.handover(4)
    with desk.database.transaction() as tx:
        tx.calls.add("/5.wav", f"{5:064x}", AUDIO, CallFacts(sales_manager=CALLER))
    with pytest.raises(NotFound):
        desk.leads.note_sale(5)


def test_the_latest_clients_are_found_by_words_and_limited(desk: Desk) -> None:
    with desk.database.transaction() as tx:
        for number, (phone, group, hour) in enumerate(
            (("+70005550001", "leg-1", 9), (None, "leg-1", 10), ("+70005550002", None, 8), (None, None, 7)),
            10,
        ):
            at = datetime(2026, 10, 25, hour)
            facts = CallFacts(
                sales_manager=KEEPER, client_phone=phone, group_id=group, started_at=at, client_name="Ива"
            )
            tx.calls.add(f"/{number}.wav", f"{number:064x}", AUDIO, facts)
    leads = desk.leads
    found, more = leads.latest("", 10)
    assert not more
    assert [[call.id for call in one.chain.calls] for one in found] == [[5, 6], [7], [1, 2, 3, 4]]
    assert found == leads.histories()
    few, more = leads.latest("", 1)
    assert more
    assert few == found[:1]
    assert leads.latest("образцов полина", 10) == ([found[2]], False)
    assert leads.latest("расторгнуть", 10) == ([found[2]], False)
    assert leads.latest("5550002", 10) == ([found[1]], False)
    assert leads.latest("никого", 10) == ([], False)
