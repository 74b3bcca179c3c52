"""Chains of a client's calls, hand-overs in them, the expected role: pure values."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from qcdesk.domain.call import AudioFacts, Call, CallFacts, CallState, Direction, LeadKind, Role
from qcdesk.domain.chain import FirstSale, chains
from qcdesk.domain.department import Department
from qcdesk.domain.handover import Card, Fate, Reply, Told, handovers
from qcdesk.domain.lead_status import LeadStatus, lead_status_of

AUDIO = AudioFacts("wav", "pcm_s16le", 600.0, 2, 8000)
START = datetime(2026, 10, 5, 10, 0)
NOTHING = Told({}, {}, {})


def call(
    id: int, name: str, hours: float = 0.0, phone: str | None = "+7 000 111-22-33", **facts: object
) -> Call:
    known = CallFacts(
        sales_manager=name, client_phone=phone, started_at=START + timedelta(hours=hours), **facts
    )  # type: ignore[arg-type]
    return Call(id, f"/{id}.wav", str(id), AUDIO, known, CallState.ADDED, added_at=START)


def caller(id: int = 1, **facts: object) -> Call:
    return call(id, "Звонарёв", role=Role.CALLER, **{"lead_status": "передан", **facts})


def taker(id: int = 2, hours: float = 5.0, **facts: object) -> Call:
    return call(id, "Продавцов", hours, **{"lead_kind": LeadKind.HANDED_OVER, **facts})


def test_calls_of_one_client_are_one_chain_however_his_number_is_written() -> None:
    one, two = call(1, "А", phone="8 (000) 111-22-33"), call(2, "Б", 1, phone="0001112233")
    other = call(3, "А", 2, phone="+7 000 111-22-34")
    first, second = chains([one, two, other])
    assert [c.id for c in first.calls] == [3]
    assert [c.id for c in second.calls] == [1, 2]
    assert (second.client, second.people) == ("0001112233", ("А", "Б"))


def test_legs_of_a_transfer_are_one_chain_by_their_group() -> None:
    leg = call(1, "А", phone=None, group_id="17.3")
    with_number = call(2, "Б", 0.1, group_id="17.3")
    later = call(3, "В", 9)
    (chain,) = chains([leg, with_number, later])
    assert [c.id for c in chain.calls] == [1, 2, 3]
    assert chain.client == "0001112233"


def test_extensions_and_internal_calls_are_no_clients() -> None:
    internal = call(1, "А", direction=Direction.INTERNAL)
    assert chains([internal, call(2, "А", phone="101"), call(3, "А", phone=None)]) == ()


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Передан", LeadStatus.HANDED_OVER),
        ("принят в работу", LeadStatus.ACCEPTED),
        ("Не принят", LeadStatus.REJECTED),
        ("отклонён: не ЛПР", LeadStatus.REJECTED),
        ("КП/счёт", LeadStatus.OFFER),
        ("Продажа", LeadStatus.SALE),
        ("Закрыто и не реализовано", LeadStatus.LOST),
        ("повторный", LeadStatus.REPEAT),
        ("in_work", LeadStatus.IN_WORK),
        ("", None),
        (None, None),
        ("что-то своё", None),
    ],
)
def test_a_status_is_read_by_how_it_begins(said: str | None, status: LeadStatus | None) -> None:
    assert lead_status_of(said) is status


def test_s9_a_hand_over_has_its_receiver_hours_answer_and_fate() -> None:
    (chain,) = chains([caller(), taker(lead_status="отклонён", comment="не решает")])
    (found,) = handovers(chain, NOTHING)
    assert (found.caller, found.receiver) == ("Звонарёв", "Продавцов")
    assert found.hours == pytest.approx(5 - 600 / 3600)
    assert found.reply == Reply(False, "не решает")
    assert found.fate is Fate.LOST


def test_what_a_person_says_counts_before_the_crm() -> None:
    (chain,) = chains([caller(), taker(lead_status="отклонён")])
    told = Told({1: Card(what="стеллажи")}, {1: Reply(accepted=True, author="Анна")}, {})
    (found,) = handovers(chain, told)
    assert found.reply
    assert found.reply.accepted
    assert found.card
    assert found.card.missing == ("volume", "term", "decides", "objections", "call_at")


def test_a_lead_that_nobody_called_is_open() -> None:
    (chain,) = chains([caller()])
    (found,) = handovers(chain, NOTHING)
    assert (found.fate, found.hours, found.open) == (Fate.NOT_CALLED, None, True)


def test_the_last_of_several_calls_of_the_caller_is_the_hand_over() -> None:
    calls = [caller(1, lead_status="в работе"), call(2, "Звонарёв", 1, role=Role.CALLER), taker(3)]
    (chain,) = chains(calls)
    assert [h.given.id for h in handovers(chain, NOTHING)] == [2]


def test_a_sale_later_in_the_chain_is_the_fate_of_the_lead() -> None:
    (chain,) = chains([caller(), taker(), call(3, "Продавцов", 48, lead_status="продажа")])
    sale = chain.sold()
    assert sale == FirstSale(3, START + timedelta(hours=48))
    (found,) = handovers(chain, NOTHING, sale)
    assert found.fate is Fate.SALE
    assert chain.sold({2: FirstSale(2, START, "Анна")}) == FirstSale(2, START, "Анна")


SALE = FirstSale(1, START)


@pytest.mark.parametrize(
    ("type", "facts", "sale", "own", "role"),
    [
        (1, {"lead_kind": LeadKind.COLD_BASE}, None, (), Role.UNIVERSAL),
        (3, {}, SALE, (Role.SALES,), Role.ACCOUNT),
        (2, {}, SALE, (), Role.ACCOUNT),
        (3, {"lead_kind": LeadKind.COLD_BASE}, None, (), Role.CALLER),
        (3, {"lead_kind": LeadKind.HOT}, None, (Role.CALLER,), Role.SALES),
        (2, {}, None, (Role.CALLER,), Role.CALLER),
        (2, {}, None, (Role.CALLER, Role.SALES), None),
        (2, {"lead_kind": LeadKind.REQUEST}, None, (), None),
    ],
)
def test_s1_s10_the_role_that_is_expected_of_a_call(type, facts, sale, own, role) -> None:  # type: ignore[no-untyped-def]
    assert Department(type, 5).expected_role(call(2, "А", 3, **facts), sale, own)[0] is role


def test_s12_s16_what_a_stage_of_building_has() -> None:
    having = [
        (d.has_head, d.has_crm, not d.owner_reviews, d.has_hr)
        for d in (Department(3, s) for s in range(1, 6))
    ]
    assert having == [
        (False, False, False, False),
        (True, False, False, False),
        (True, True, False, False),
        (True, True, True, False),
        (True, True, True, True),
    ]
    assert not Department(1, 5).hands_over
    assert Department(2, 5).hands_over
    assert not Department(2, 5).keeps_clients_apart
    assert Department(3, 5).keeps_clients_apart
