"""Moments, durations, amounts, numbers and words as tables write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from qcdesk.domain.call import Direction, LeadKind, Role
from qcdesk.intake.cells import amount_of, duration_of
from qcdesk.intake.clock import Moment, day_of, read_moment, time_of
from qcdesk.intake.numbers import normal, sides
from qcdesk.intake.words import direction_of, lead_kind_of, role_of

CALL = datetime(2026, 10, 5, 10, 12, 40)
EPOCH = int(CALL.timestamp())
IN_UTC = CALL.astimezone(UTC)


@pytest.mark.parametrize(
    "text",
    [
        "05.10.2026 10:12:40",
        "5.10.2026 10:12:40",
        "05.10.26 10:12:40",
        "2026-10-05 10:12:40",
        "2026-10-05T10:12:40",
        "2026-10-05T10:12:40.123",
        "05/10/2026, 10:12:40",
        "05.10.2026 в 10:12:40",
        "2026/10/05 10:12:40 AM",
        "20261005 101240",
        str(EPOCH),
        f"{EPOCH}.0",
        f"{EPOCH}000",
        f"{IN_UTC:%Y-%m-%dT%H:%M:%SZ}",
        f"{IN_UTC:%Y-%m-%d %H:%M:%S}+00:00",
    ],
)
def test_one_moment_in_many_spellings(text: str) -> None:
    assert read_moment(text) == Moment(CALL)


def test_afternoon_and_a_bare_day() -> None:
    assert read_moment("05.10.2026 3:04 PM").at == datetime(2026, 10, 5, 15, 4)
    assert read_moment("12/25/2026 12:04 AM").at == datetime(2026, 12, 25, 0, 4)
    assert read_moment("05.10.2026") == Moment(datetime(2026, 10, 5), exact=False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31.02.2026",
        "2026-13-01 10:00",
        "05.10.2026 25:00",
        "вчера",
        "0",
        "99999999999999",
        "05.10.1899",
        "1.2.3.4",
    ]
    + ["9999-12-31T23:59:59-23:00", "²026-10-05", "00.00.0000 00:00:00"],
)
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError):
        read_moment(text)


def test_days_and_hours_of_names() -> None:
    assert day_of("261005") == day_of("20261005") == day_of("05102026") == day_of("2026_10_05") == CALL.date()
    assert time_of("101240") == time_of("10-12-40") == CALL.time()
    assert day_of("20261305") is None
    assert time_of("2460") is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("00:02:18", 138), ("2:18", 138), ("138", 138), ("138,5", 138.5), ("138.5", 138.5), ("2 мин 18 с", 138)]
    + [("1 ч 02 мин", 3720), ("138 сек.", 138), ("1:00:00", 3600), ("0", 0), ("2m 18s", 138)],
)
def test_durations(text: str, seconds: float) -> None:
    assert duration_of(text) == seconds


@pytest.mark.parametrize("text", ["", "долго", "-5", "nan", "inf", "1e9", "9999999", "1:2:3:4", "=1+1"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError):
        duration_of(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 250 000,50 ₽", 1250000.5),
        ("1250000.5", 1250000.5),
        ("1,250,000.50", 1250000.5),
        ("1.250.000", 1250000),
    ]
    + [("120\u00a0000 руб.", 120000), ("0", 0), ("-500", -500)],
)
def test_amounts(text: str, amount: float) -> None:
    assert amount_of(text) == amount


@pytest.mark.parametrize("text", ["", "много", "=1+1", "1e400", "12 шт"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError):
        amount_of(text)


def test_numbers_come_to_one_spelling() -> None:
    same = [
        "+7 000 512-40-17",
        "8 (000) 512 40 17",
        "70005124017",
        "0005124017",
        "980005124017",
        "70005124017.0",
    ]
    assert {normal(number) for number in same} == {"+70005124017"}
    assert normal("+380441234567") == "+380441234567"
    assert normal("101") == "101"
    assert [normal(nothing) for nothing in ("unknown", "", "скрытый", "1" * 30)] == [None] * 4


def test_the_internal_number_tells_the_client() -> None:
    outgoing, incoming = sides("101", "79990000007", None), sides("79990000007", "101", None)
    assert (outgoing.direction, outgoing.extension, outgoing.client_phone) == (
        Direction.OUT,
        "101",
        "+79990000007",
    )
    assert (incoming.direction, incoming.extension, incoming.client_phone) == (
        Direction.IN,
        "101",
        "+79990000007",
    )
    hidden = sides("anonymous", "101", None)
    assert (hidden.direction, hidden.client_phone, hidden.login) == (Direction.IN, None, None)
    assert sides("ivanov", "79990000007", None).login == "ivanov"


def test_words_of_directions() -> None:
    for word in ("Исходящий", "исх.", "out", "OUTBOUND", "outgoing", "1", "Исходящий вызов", "↗"):
        assert direction_of(word) is Direction.OUT, word
    for word in ("Входящий", "вх", "in", "Inbound", "2", "пропущенный", "↙"):
        assert direction_of(word) is Direction.IN, word
    assert direction_of("Внутренний") is direction_of("internal") is Direction.INTERNAL
    assert direction_of("боковой") is direction_of("") is None


def test_words_of_roles_and_leads() -> None:
    roles = (
        "Звонарь",
        "менеджер по продажам",
        "Аккаунт-менеджер",
        "сопровождение",
        "универсальный",
        "manager",
    )
    account, sales = Role.ACCOUNT, Role.SALES
    assert [role_of(word) for word in roles] == [Role.CALLER, sales, account, account, Role.UNIVERSAL, sales]
    kinds = ("Холодная база", "заявка", "ГОРЯЧАЯ", "переданный", "действующий клиент")
    assert [lead_kind_of(word) for word in kinds] == list(LeadKind)
    assert [role_of(role) for role in Role] == list(Role)
    assert [lead_kind_of(kind) for kind in LeadKind] == list(LeadKind)
