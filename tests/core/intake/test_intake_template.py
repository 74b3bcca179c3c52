"""Templates of file names that a user writes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from qcdesk.domain.call import Direction
from qcdesk.errors import TemplateError
from qcdesk.intake.names import facts_from_name
from qcdesk.intake.template import NameTemplate


def test_a_template_reads_all_its_fields() -> None:
    template = NameTemplate.parse(
        "{company}, {client} [{manager}] {dir} {phone} {ext} {dd}.{MM}.{yy} {HH}-{mm} #{id}.wav"
    )
    name = Path(
        "Кухни Лада, Пётр Иванов [Марина_Белова] исходящий 8 (999) 000-00-04 104 06.10.26 14-03 #A-7.MP3"
    )
    facts = facts_from_name(name, [template]).facts
    assert facts.company == "Кухни Лада"
    assert facts.client_name == "Пётр Иванов"
    assert facts.sales_manager == "Марина Белова"
    assert facts.direction is Direction.OUT
    assert facts.client_phone == "+79990000004"
    assert facts.extension == "104"
    assert facts.started_at == datetime(2026, 10, 6, 14, 3)
    assert facts.external_id == "A-7"


def test_signs_of_the_text_are_taken_literally() -> None:
    template = NameTemplate.parse("звонок (*) [{phone}]")
    assert template.fields_of("звонок (*) [79990000004]") == {"phone": "79990000004"}
    assert template.fields_of("звонок (x) [79990000004]") is None


def test_any_may_stand_several_times() -> None:
    template = NameTemplate.parse("{any}-{ext}-{*}-{phone}")
    assert template.fields_of("q-600-x-y-79990000004") == {"ext": "600", "phone": "79990000004"}


def test_an_impossible_date_of_a_template_loses_only_the_time() -> None:
    template = NameTemplate.parse("{phone}_{yyyy}{MM}{dd}")
    facts = facts_from_name(Path("79990000004_20261399.wav"), [template]).facts
    assert (facts.client_phone, facts.started_at) == ("+79990000004", None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "звонок",
        "{any}",
        "{*}_{any}",
        "{phone}_{phone}",
        "{tel}",
        "{Phone}",
        "{}",
        "{phone",
        "phone}",
        "{{phone}}",
        "{phone}_{yyyy}",
        "{phone}_{yyyy}{yy}{MM}{dd}",
        "{phone}_{HH}{mm}",
        "{phone}_{yyyy}{MM}{dd}_{mm}",
        "{manager}{client}",
        "{any}-{any}-{any}-{any}-{any}-{phone}",
        "{phone}" + "x" * 400,
    ],
)
def test_a_wrong_template_is_refused(text: str) -> None:
    with pytest.raises(TemplateError) as refused:
        NameTemplate.parse(text)
    assert refused.value.reason
    assert refused.value.remedy


@pytest.mark.timeout(30)
def test_the_slowest_template_allowed_ends() -> None:
    template = NameTemplate.parse("{manager}_{client}_{company}_{id}_{phone}")
    assert template.fields_of("_" * 120) is None
