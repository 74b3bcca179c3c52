"""File names of telephone systems and people, read into facts."""

from __future__ import annotations

import os
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from qcdesk.domain.call import CallFacts, Direction
from qcdesk.intake.names import FREE_TEXT, TEMPLATE, facts_from_name, patterns, with_file_time
from qcdesk.intake.template import NameTemplate

IN, OUT, INTERNAL = Direction.IN, Direction.OUT, Direction.INTERNAL
SAMPLES = [(pattern.id, sample) for pattern in patterns() for sample in pattern.samples]

# name -> what it must say; what is not listed must be absent
EXPECTED = {
    "out-+79990000007-101-20240115-101112-1705302672.169.wav": CallFacts(
        direction=OUT,
        extension="101",
        client_phone="+79990000007",
        started_at=datetime(2024, 1, 15, 10, 11, 12),
        external_id="1705302672.169",
    ),
    "out-989991234567-200-20200222-161829-1582406309.760.wav": CallFacts(
        direction=OUT,
        extension="200",
        client_phone="+79991234567",
        started_at=datetime(2020, 2, 22, 16, 18, 29),
        external_id="1582406309.760",
    ),
    "in-4950000000-+79990000004-20251007-110801-1759824481.3355.wav": CallFacts(
        direction=IN,
        client_phone="+79990000004",
        started_at=datetime(2025, 10, 7, 11, 8, 1),
        external_id="1759824481.3355",
    ),
    "external-101-+79990000004-20251007-110801-1759824481.3355.wav": CallFacts(
        direction=IN,
        extension="101",
        client_phone="+79990000004",
        started_at=datetime(2025, 10, 7, 11, 8, 1),
        external_id="1759824481.3355",
    ),
    # 600 is the queue's number, nobody's extension
    "q-600-79990000004-20251007-110801-1759824481.3355.WAV": CallFacts(
        direction=IN,
        client_phone="+79990000004",
        started_at=datetime(2025, 10, 7, 11, 8, 1),
        external_id="1759824481.3355",
    ),
    "internal-102-101-20240115-101112-1705302672.169.wav": CallFacts(
        direction=INTERNAL,
        extension="101",
        started_at=datetime(2024, 1, 15, 10, 11, 12),
        external_id="1705302672.169",
    ),
    "OUT101-79990000007-20120115-101112-1326611472.12.WAV": CallFacts(
        direction=OUT,
        extension="101",
        client_phone="+79990000007",
        started_at=datetime(2012, 1, 15, 10, 11, 12),
        external_id="1326611472.12",
    ),
    "ivanov_i_out_2021_10_16-14_28_52_79990000001_vtey.mp3": CallFacts(
        direction=OUT,
        sales_manager="ivanov_i",
        client_phone="+79990000001",
        started_at=datetime(2021, 10, 16, 14, 28, 52),
    ),
    "79990000002_in_2018_11_29%2D15_53_06_79990000003_cahv.mp3": CallFacts(
        direction=IN, client_phone="+79990000003", started_at=datetime(2018, 11, 29, 15, 53, 6)
    ),
    "2024-01-15 10-11-12 79990000007.mp3": CallFacts(
        client_phone="+79990000007", started_at=datetime(2024, 1, 15, 10, 11, 12)
    ),
    "2025.07.05__17-16-36__79990000007__101.mp3": CallFacts(
        extension="101", client_phone="+79990000007", started_at=datetime(2025, 7, 5, 17, 16, 36)
    ),
    "call_101_to_79990000007_2025-02-03_11-22-33.webm": CallFacts(
        direction=OUT,
        extension="101",
        client_phone="+79990000007",
        started_at=datetime(2025, 2, 3, 11, 22, 33),
    ),
    "auto-1498160406-79990000005-6501.wav": CallFacts(
        direction=IN,
        extension="6501",
        client_phone="+79990000005",
        started_at=datetime.fromtimestamp(1498160406),
    ),
    "20220412173331-1649756009.12-2002-2005-Internal.wav": CallFacts(
        direction=INTERNAL,
        extension="2002",
        started_at=datetime(2022, 4, 12, 17, 33, 31),
        external_id="1649756009.12",
    ),
    "20180315201242-1521173562.46-203-79990000007-Outbound.yswav": CallFacts(
        direction=OUT,
        extension="203",
        client_phone="+79990000007",
        started_at=datetime(2018, 3, 15, 20, 12, 42),
        external_id="1521173562.46",
    ),
    "2025-01-15_14-30-45_79990000007_201sec.mp3": CallFacts(
        client_phone="+79990000007", started_at=datetime(2025, 1, 15, 14, 30, 45), duration_s=201.0
    ),
    "79990000008_79990000007_2022-01-15_10-11-12.mp3": CallFacts(
        started_at=datetime(2022, 1, 15, 10, 11, 12)
    ),
    "fs_89990000004_9301_2025-03-03-16-19-42_x.wav": CallFacts(
        direction=IN,
        extension="9301",
        client_phone="+79990000004",
        started_at=datetime(2025, 3, 3, 16, 19, 42),
    ),
    "fs_9301_89990000004_2025-03-03-16-19-42.mp3": CallFacts(
        direction=OUT,
        extension="9301",
        client_phone="+79990000004",
        started_at=datetime(2025, 3, 3, 16, 19, 42),
    ),
    "вход_EkbStation128801_с_79990000006_на_73430000000_от_2025_10_20.mp3": CallFacts(
        direction=IN,
        extension="128801",
        client_phone="+79990000006",
        started_at=datetime(2025, 10, 20),
        started_at_approximate=True,
    ),
    "21.09.2025_16-42-39_79990000007_1586_504750_Входящий.mp3": CallFacts(
        direction=IN, client_phone="+79990000007", started_at=datetime(2025, 9, 21, 16, 42, 39)
    ),
    "Call recording +79990000007_250105_114902.m4a": CallFacts(
        client_phone="+79990000007", started_at=datetime(2025, 1, 5, 11, 49, 2)
    ),
    "2025-10-03 16-54-44 (phone) Иван Петров (+7 999 123-45-67) ↗.m4a": CallFacts(
        direction=OUT,
        client_name="Иван Петров",
        client_phone="+79991234567",
        started_at=datetime(2025, 10, 3, 16, 54, 44),
    ),
    "2025-10-03 17-09-31 (whatsapp) Иван.m4a": CallFacts(
        client_name="Иван", started_at=datetime(2025, 10, 3, 17, 9, 31)
    ),
    "1585913205.75283.mp3": CallFacts(
        started_at=datetime.fromtimestamp(1585913205), external_id="1585913205.75283"
    ),
    "out_dcb22bcd4e78fa4b627aa2e0c67d0191cd0a5068.mp3": CallFacts(
        direction=OUT, external_id="dcb22bcd4e78fa4b627aa2e0c67d0191cd0a5068"
    ),
    "2e675888ded89ed517d5c60e63a2d8c3.mp3": CallFacts(external_id="2e675888ded89ed517d5c60e63a2d8c3"),
    "MToxMDA1NzU5Mzo1MDI6NjI1ODM4MzQ=.mp3": CallFacts(external_id="MToxMDA1NzU5Mzo1MDI6NjI1ODM4MzQ="),
    "123456789.mp3": CallFacts(external_id="123456789"),
    "rec_20251007-110801_in_79990000004_109.ogg": CallFacts(
        direction=IN,
        extension="109",
        client_phone="+79990000004",
        started_at=datetime(2025, 10, 7, 11, 8, 1),
    ),
    "bx24_call_07-10-2025_11-08-01_79990000004_crm_lead_44223.mp3": CallFacts(
        client_phone="+79990000004", started_at=datetime(2025, 10, 7, 11, 8, 1)
    ),
    "+7 999 000-00-04 07.10.2025 11-08-01.wma": CallFacts(
        client_phone="+79990000004", started_at=datetime(2025, 10, 7, 11, 8, 1)
    ),
    "Иван Петров(0079990000007)_20250105114902.mp3": CallFacts(
        client_name="Иван Петров", client_phone="+79990000007", started_at=datetime(2025, 1, 5, 11, 49, 2)
    ),
    "Запись вызова Иван Петров_250105_114902.m4a": CallFacts(
        client_name="Иван Петров", started_at=datetime(2025, 1, 5, 11, 49, 2)
    ),
}


@pytest.mark.parametrize(("pattern", "sample"), SAMPLES)
def test_each_sample_finds_its_own_pattern(pattern: str, sample: str) -> None:
    assert facts_from_name(Path(sample)).pattern == pattern


@pytest.mark.parametrize("sample", EXPECTED)
def test_a_name_says_these_facts_and_no_others(sample: str) -> None:
    assert facts_from_name(Path("/calls/2026/10") / sample).facts == EXPECTED[sample]


def test_every_pattern_has_a_sample_and_its_own_id() -> None:
    assert all(pattern.samples for pattern in patterns())
    assert len({pattern.id for pattern in patterns()}) == len(patterns()) >= 22


@pytest.mark.parametrize(
    "suffix", ["ogg", "opus", "FLAC", "m4a", "mp4", "amr", "WMA", "webm", "gsm", "aac", "3gp"]
)
def test_any_kind_of_audio_has_the_same_facts(suffix: str) -> None:
    stem = "out-79990000007-101-20240115-101112-1705302672.169"
    assert facts_from_name(Path(f"{stem}.{suffix}")) == facts_from_name(Path(f"{stem}.wav"))


def test_an_ending_of_figures_belongs_to_the_id() -> None:
    assert facts_from_name(Path("1585913205.75283")).facts.external_id == "1585913205.75283"


def test_a_month_that_does_not_exist_loses_only_the_time() -> None:
    facts = facts_from_name(Path("out-79990000007-101-20241315-101112-1705302672.169.wav")).facts
    assert facts.started_at is None
    assert (facts.client_phone, facts.extension, facts.direction) == ("+79990000007", "101", OUT)


def test_an_hour_that_does_not_exist_loses_only_the_time() -> None:
    facts = facts_from_name(Path("79990000007_101_2026-02-28_25-00-00.mp3")).facts
    assert facts.started_at is None
    assert facts.extension == "101"


@pytest.mark.parametrize("hidden", ["unknown", "anonymous"])
def test_a_hidden_number_is_no_number(hidden: str) -> None:
    facts = facts_from_name(Path(f"in-4950000000-{hidden}-20251007-110801-1759824481.3355.wav")).facts
    assert (facts.client_phone, facts.client_name) == (None, None)


def test_two_outside_numbers_stay_open_until_one_is_known() -> None:
    name = Path("79990000008_79990000007_2022-01-15_10-11-12.mp3")
    assert facts_from_name(name).numbers == ("79990000008", "79990000007")
    known = facts_from_name(name, own=frozenset({"9990000008"}))
    assert known.numbers is None
    assert (known.facts.client_phone, known.facts.direction) == ("+79990000007", OUT)


def test_direction_decides_between_two_outside_numbers() -> None:
    name = "20180315201242-1521173562.46-74950000000-79990000007-{}.wav"
    assert facts_from_name(Path(name.format("Outbound"))).facts.client_phone == "+79990000007"
    assert facts_from_name(Path(name.format("Inbound"))).facts.client_phone == "+74950000000"


def test_a_second_copy_and_decomposed_letters_are_the_same_name() -> None:
    plain = facts_from_name(Path("21.09.2025_16-42-39_79990000007_1586_504750_Входящий.mp3"))
    copy = "21.09.2025_16-42-39_79990000007_1586_504750_Входящий (1).mp3"
    assert facts_from_name(Path(copy)) == plain
    assert facts_from_name(Path(unicodedata.normalize("NFD", copy))) == plain


@pytest.mark.parametrize(
    ("name", "started_at", "phone"),
    [
        ("Звонок Анна - Руслан 08.10.2026 16-20.ogg", datetime(2026, 10, 8, 16, 20), None),
        (
            "запись 2026-10-08 в 16.20.05 клиент +7 (999) 000-00-04.mp3",
            datetime(2026, 10, 8, 16, 20, 5),
            "+79990000004",
        ),
        ("sip_20261008T162005_79990000004.wav", datetime(2026, 10, 8, 16, 20, 5), "+79990000004"),
        ("клиент 8 999 000 00 04.m4a", None, "+79990000004"),
        ("отдел 31.02.2026 16-20 89990000004.m4a", None, "+79990000004"),
    ],
)
def test_free_text_gives_what_is_in_it(name: str, started_at: datetime | None, phone: str | None) -> None:
    found = facts_from_name(Path(name))
    assert found.pattern == FREE_TEXT
    assert (found.facts.started_at, found.facts.client_phone) == (started_at, phone)


def test_free_text_with_a_direction_and_an_internal_number() -> None:
    facts = facts_from_name(Path("pbx исходящий 79990000004_104 от 08.10.2026 16-20-01.mp3")).facts
    assert (facts.direction, facts.extension, facts.client_phone) == (OUT, "104", "+79990000004")


@pytest.mark.parametrize(
    "name", ["стажёр Никита ролевая №2.m4a", ".wav", "a", "-", "😀.mp3", "x\ny.wav", "in.wav"]
)
def test_a_name_that_says_nothing(name: str) -> None:
    found = facts_from_name(Path(name))
    assert found.pattern is None
    assert found.facts == CallFacts()


def test_undecodable_names_are_read_too() -> None:
    name = os.fsdecode(b"\xff\xfe 08.10.2026 16-20.wav")
    assert facts_from_name(Path(name)).facts.started_at == datetime(2026, 10, 8, 16, 20)


def test_the_users_template_comes_first() -> None:
    template = NameTemplate.parse("{manager}-{phone}-{ext}-{yyyy}{MM}{dd}-{HH}{mm}{ss}-{any}")
    found = facts_from_name(Path("out-79990000007-101-20240115-101112-1705302672.169.wav"), [template])
    assert found.pattern == TEMPLATE
    assert found.facts.sales_manager == "out"
    assert found.facts.started_at == datetime(2024, 1, 15, 10, 11, 12)


@pytest.mark.timeout(30)
def test_hostile_names_end() -> None:
    for stem in ("_" * 255, "call_" + "a_to_" * 50, "1-" * 127, "(" * 200, "2026-10-08 16" * 18):
        facts_from_name(Path(stem + ".wav"))


def test_file_time_is_taken_only_where_none_is_known_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "разговор.wav"
    path.write_bytes(b"")
    os.utime(path, (1_790_000_000, 1_790_000_000))
    own = datetime.fromtimestamp(1_790_000_000)
    filled = with_file_time(CallFacts(), path)
    assert (filled.started_at, filled.started_at_approximate) == (own, True)
    exact = CallFacts(started_at=datetime(2026, 1, 2, 3, 4))
    assert with_file_time(exact, path) == exact
    other_day = CallFacts(started_at=datetime(2026, 1, 2), started_at_approximate=True)
    assert with_file_time(other_day, path) == other_day
    same_day = CallFacts(started_at=datetime(own.year, own.month, own.day), started_at_approximate=True)
    assert with_file_time(same_day, path).started_at == own
    assert with_file_time(CallFacts(), tmp_path / "absent.wav") == CallFacts()
