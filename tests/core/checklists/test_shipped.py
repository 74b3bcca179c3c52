"""The checklists that ship with the program."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qcdesk.checklists import from_json, parse_checklist, read_checklist, shipped, to_json
from qcdesk.checklists.schema import json_schema
from qcdesk.domain.checklist import AnswerKind, Checklist, EffectKind, Source, content_hash
from qcdesk.domain.text import Text
from qcdesk.domain.transcript import Speaker
from qcdesk.errors import ChecklistError
from qcdesk.evidence.lexicon import pattern_names
from qcdesk.paths import shipped_checklists
from qcdesk.speech.metrics import NAMES

CALLS = ("zvonar_v1", "sales_hot_v1", "account_v1")
BY_ID = {c.id: c for c in shipped()}
FILES = sorted(shipped_checklists().glob("*.yaml"))
each = pytest.mark.parametrize("checklist", shipped(), ids=lambda c: c.id)


def texts(part: object) -> Iterator[Text]:
    if isinstance(part, Text):
        yield part
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from texts(getattr(part, field.name))
    elif isinstance(part, tuple):
        for item in part:
            yield from texts(item)


def test_there_are_four() -> None:
    assert set(BY_ID) == {*CALLS, "roleplay_v1"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_pattern_and_metric_exists(path: Path) -> None:
    checklist = read_checklist(path, pattern_names(), NAMES)
    assert checklist.id == path.stem


@each
def test_both_languages_are_complete(checklist: Checklist) -> None:
    found = list(texts(checklist))
    assert len(found) > 50
    assert all(t.ru.strip() and t.en.strip() for t in found)
    assert all(any("а" <= letter <= "я" for letter in t.ru.lower()) for t in found)
    assert not any("а" <= letter <= "я" for t in found for letter in t.en.lower())


@each
def test_every_scored_criterion_can_be_judged_and_explained(checklist: Checklist) -> None:
    for criterion in checklist.criteria():
        assert criterion.guide.yes is not None
        assert criterion.guide.no is not None
        assert (criterion.guide.na is not None) == criterion.na_allowed
        if criterion.scored and criterion.source is Source.AUDIO:
            assert criterion.advice is not None


@each
def test_no_two_advices_are_the_same(checklist: Checklist) -> None:
    said = [c.advice.say_instead.ru for c in checklist.criteria() if c.advice]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("id", CALLS)
def test_the_weights_of_a_call_add_up_to_100(id: str) -> None:
    assert sum(s.weight for s in BY_ID[id].sections) == 100


@pytest.mark.parametrize(
    ("id", "gate", "capped", "flags"),
    [
        ("zvonar_v1", ["D0"], "E2", 7),
        ("sales_hot_v1", ["D0"], "E3", 7),
        ("account_v1", ["C0"], "C3", 9),
    ],
)
def test_gates_caps_and_flags(id: str, gate: list[str], capped: str, flags: int) -> None:
    checklist = BY_ID[id]
    assert [s.gate.id for s in checklist.sections if s.gate] == gate
    effects = {c.id: c.effects for c in checklist.criteria() if c.effects}
    assert list(effects) == [capped]
    assert (effects[capped]["no"].kind, effects[capped]["no"].cap) == (EffectKind.CAP, 70)
    assert [f.id for f in checklist.flags] == [f"R{i + 1}" for i in range(flags)]
    kinds = [f.effect.kind for f in checklist.flags[:7]]
    assert kinds == [EffectKind.FATAL] * 4 + [EffectKind.CAP] + [EffectKind.NOTE] * 2


def test_facts_that_take_a_criterion_out() -> None:
    request = BY_ID["zvonar_v1"].criterion("A6")
    account = BY_ID["sales_hot_v1"].criterion("E6")
    assert request
    assert account
    assert request.applies_if == {"lead_kind": ("request",)}
    assert account.applies_if == {"department_type": ("3",)}
    assert account.na_allowed


def test_the_role_play() -> None:
    roleplay = BY_ID["roleplay_v1"]
    assert roleplay.pass_rule is not None
    assert (roleplay.pass_rule.mean_at_least, roleplay.pass_rule.critical_at_least) == (3.0, 2.0)
    assert roleplay.pass_rule.required == ("G1", "G2", "G3")
    assert [c.id for c in roleplay.criteria() if c.critical] == ["A1", "B2", "B3", "B6", "B9"]
    points = [c for c in roleplay.criteria() if c.scored]
    assert {(c.kind, c.top, c.points, c.weight) for c in points} == {(AnswerKind.SCALE, 5, 5, 1)}
    assert {c.evidence.by for c in points if c.evidence} == {Speaker.SALES_MANAGER}


@each
def test_a_stored_version_comes_back_exactly(checklist: Checklist) -> None:
    again = from_json(to_json(checklist))
    assert again == checklist
    assert content_hash(again) == content_hash(checklist)
    assert to_json(again) == to_json(checklist)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"id": 3, "new": 1}', '{"sections": [{"id": "A"}]}'])
def test_a_damaged_stored_version_is_told(text: str) -> None:
    with pytest.raises(ChecklistError):
        from_json(text)


def test_the_shipped_schema_is_fresh() -> None:
    stored = json.loads((shipped_checklists() / "checklist.schema.json").read_text("utf-8"))
    assert stored == json_schema()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_editors_are_pointed_to_the_schema(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=checklist.schema.json"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_an_owner_may_save_with_bom_and_windows_line_ends(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "копия.yaml"
    copy.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_checklist(copy) == parse_checklist(path.read_text("utf-8"), "x")
