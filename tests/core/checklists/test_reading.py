"""What an owner may write in a checklist file, and what is said about what he may not."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from qcdesk.checklists import parse_checklist, read_checklist
from qcdesk.checklists.reading import LARGEST
from qcdesk.domain.checklist import AnswerKind, Effect, EffectKind, Method, Source
from qcdesk.domain.text import Text
from qcdesk.domain.transcript import Speaker
from qcdesk.errors import ChecklistError

SMALL = """\
id: own
title: {ru: "Свой", en: "Own"}
sections:
  - id: A
    title: Контакт
    gate: {id: A0, title: Был?}
    criteria:
      - id: A1
        title: {ru: "Поздоровался", en: "Greeted"}
        answer: yes_no
        weight: 2
        effects: {no: {cap: 70}}
        evidence: {by: sales_manager, within: {to_s: 15}, any: [P_GREET], metrics: [{metric: m, at_most: 9}]}
      - id: A2
        title: Сколько раз
        answer: count
        target: 3
flags:
  - {id: R1, title: Грубость, effect: fatal}
"""


def refused(text: str, **known: frozenset[str]) -> ChecklistError:
    with pytest.raises(ChecklistError) as caught:
        parse_checklist(text, "own.yaml", **known)
    error = caught.value
    assert error.subject.startswith("own.yaml")
    assert error.reason
    return error


def test_a_small_file() -> None:
    checklist = parse_checklist(SMALL, "own.yaml")
    section = checklist.sections[0]
    first, second = section.criteria
    assert (checklist.id, checklist.method, checklist.min_talk_s) == ("own", Method.TWO_LEVEL, 0)
    assert (section.title, section.weight) == (Text("Контакт", ""), 3)
    assert section.gate is not None
    assert (section.gate.kind, section.gate.scored, section.gate.weight) == (AnswerKind.YES_NO, False, 0)
    assert (first.weight, first.effects) == (2, {"no": Effect(EffectKind.CAP, 70)})
    assert first.evidence is not None
    assert (first.evidence.by, first.evidence.window.to_s) == (Speaker.SALES_MANAGER, 15)
    assert (second.kind, second.top, second.weight, second.points) == (AnswerKind.COUNT, 3, 1, 1)
    assert checklist.flags[0].effect == Effect(EffectKind.FATAL)


def test_everything_that_may_be_written() -> None:
    checklist = parse_checklist(
        """
id: full.1
title: Полный
applies_if: {role: sales, department_type: [3, "2"], kind: true}
min_talk_s: 30
zones: {green: 90, yellow: 70.5}
method: weighted_points
bonus_capped: false
pass_rule: {mean_at_least: 3, critical_at_least: 2, required: A4}
sections:
  - id: A
    title: Раздел
    weight: 40
    gate: {id: A0, title: Было?, na: true, effects: {yes: note}}
    criteria:
      - {id: A1, title: Шкала, answer: scale, critical: true, effects: {0: fatal, 1: {cap: 50.5}}}
      - {id: A2, title: Шкала до трёх, answer: scale, top: 3, points: 10, bonus: true}
      - id: A3
        title: Выбор
        answer: choice
        options:
          - {id: full, title: Полностью, fraction: 1}
          - {id: half, title: Частично, fraction: 0.5}
          - {id: нет, title: Нет, fraction: 0}
        effects: {нет: fatal_section}
      - {id: A4, title: Условие, answer: yes_no, scored: false, source: metadata}
      - {id: A5, title: Что доучить, answer: text}
      - {id: A6, title: Считалось, answer: count, target: 2, effects: {0: note},
         evidence: {count: P_OPEN_Q, after: P_X, within_turns: 3, then: {by: client, any: P_YES}, any: P_Y}}
""",
        "full.yaml",
    )
    a1, a2, a3, a4, a5, a6 = checklist.criteria()
    assert checklist.applies_if == {
        "role": ("sales",),
        "department_type": ("3", "2"),
        "kind": ("true",),
    }
    assert (checklist.zones.green, checklist.zones.yellow, checklist.bonus_capped) == (90, 70.5, False)
    assert checklist.pass_rule is not None
    assert checklist.pass_rule.required == ("A4",)
    assert (a1.top, a1.points, a1.critical) == (5, 5, True)
    assert a1.effects == {"0": Effect(EffectKind.FATAL), "1": Effect(EffectKind.CAP, 50.5)}
    assert (a2.top, a2.points, a2.bonus) == (3, 10, True)
    assert [(o.id, o.fraction) for o in a3.options] == [("full", 1), ("half", 0.5), ("нет", 0)]
    assert (a4.scored, a4.weight, a4.source) == (False, 0, Source.METADATA)
    assert (a5.kind, a5.scored, a5.weight) == (AnswerKind.TEXT, False, 0)
    assert a6.evidence is not None
    assert a6.evidence.then is not None
    assert (a6.evidence.count, a6.evidence.then.by) == (("P_OPEN_Q",), Speaker.CLIENT)
    assert checklist.sections[0].weight == 40


def test_a_sections_weight_is_that_of_its_scored_criteria() -> None:
    with_bonus = SMALL.replace("        target: 3\n", "        target: 3\n        bonus: true\n")
    assert parse_checklist(SMALL, "x").sections[0].weight == 3
    assert parse_checklist(with_bonus, "x").sections[0].weight == 2


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("weight: 2", "weight: -2", 11),
        ("weight: 2", "weight: 0", 11),
        ("weight: 2", "weight: двойной", 11),
        ("weight: 2", "weight: true", 11),
        ("weight: 2", "weight: .nan", 11),
        ("weight: 2", "weight: .inf", 11),
        ("weight: 2", "wieght: 2", 11),
        ("weight: 2", "weight: 2\n        weight: 3", 12),
        ("weight: 2", "weight: [2]", 11),
        ("weight: 2", "weight: 2\n        top: 5", 12),
        ("weight: 2", "weight: 2\n        scored: false", 11),
        ("weight: 2", "weight: 2\n        na: да", 12),
        ("weight: 2", "weight: 2\n        options: [{id: x, title: x, fraction: 1}]", 12),
        ("cap: 70", "cap: 170", 12),
        ("cap: 70", "cap: -1", 12),
        ("{cap: 70}", "{}", 12),
        ("{cap: 70}", "deadly", 12),
        ("{no: {cap: 70}}", "{maybe: {cap: 70}}", 12),
        ("{no: {cap: 70}}", "{1: {cap: 70}}", 12),
        ("answer: yes_no", "answer: да_нет", 10),
        ("        answer: yes_no\n", "", 8),
        ("to_s: 15", "to_s: 15, from_s: 20", 13),
        ("to_s: 15", "last_pct: 140", 13),
        ("by: sales_manager", "by: manager", 13),
        ("at_most: 9", "at_most: 9, at_least: 10", 13),
        (", at_most: 9", "", 13),
        ("any: [P_GREET], metrics: [{metric: m, at_most: 9}]", "any: []", 13),
        ("any: [P_GREET]", "any: [P_GREET], within_turns: 2", 13),
        ("any: [P_GREET]", "any: [P_GREET], at_least: 0", 13),
        ("any: [P_GREET]", "any: [P_GREET], at_least: 1.5", 13),
        ("id: A2", "id: A1", 14),
        ("id: A2", "id: A", 14),
        ("id: A2", "id: A0", 14),
        ("id: A2", "id: 'A 2'", 14),
        ("id: A2", "id: 2", 14),
        ("target: 3", "target: 0", 17),
        ("        target: 3\n", "", 14),
        ("effect: fatal", "effect: fatal_section", 19),
        ("id: R1", "id: A1", 19),
        ("id: own", "id: own\nzones: {green: 70, yellow: 80}", 2),
        ("id: own", "id: own\nmethod: average", 2),
        ("id: own", "id: own\npass_rule: {mean_at_least: 3, critical_at_least: 2, required: [A9]}", 2),
        ("id: own", "id: own\nmin_talk_s: -1", 2),
        ("id: own", "id: own\nmin_talk_s: 1 мин", 2),
        ("id: own\n", "", 1),
        ('{ru: "Поздоровался", en: "Greeted"}', '{ru: ""}', 9),
        ('{ru: "Поздоровался", en: "Greeted"}', "", 9),
        ('{ru: "Поздоровался", en: "Greeted"}', "Цель: понятна", 9),
        ('{ru: "Поздоровался", en: "Greeted"}', "{ru: Привет, de: Hallo}", 9),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, line: int) -> None:
    assert old in SMALL
    assert refused(SMALL.replace(old, new, 1)).line == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("# только заметка\n", 0),
        ("- a\n- b\n", 1),
        ("просто текст", 1),
        ("3", 1),
        ("id: x\nsections: []\ntitle: x\n", 2),
        ("id: x\ntitle: x\nsections:\n  - {id: A, title: A, criteria: []}\n", 4),
        ("id: x\ntitle: 'не закрыта\nsections: []\n", 4),
        ("id: x\n\ttitle: x\n", 2),
        ("id: x\n---\nid: y\n", 2),
        ("id: x\n? [a, b]\n: y\n", 2),
        ("id: !!python/object:os.system x\ntitle: x\n", 1),
        ("id: x\ntitle: \x07\n", 0),
        ("id: &a x\ntitle: *a\nsections: []\n", 2),
        ("id: x\ntitle: *nowhere\n", 2),
    ],
)
def test_what_is_not_a_checklist_at_all(text: str, line: int) -> None:
    assert refused(text).line == line


def test_nothing_scored_is_a_mistake() -> None:
    text = "id: x\ntitle: x\nsections:\n  - {id: A, title: A, criteria: [{id: B, title: B, answer: text}]}\n"
    assert refused(text).line == 3


def test_an_alias_bomb_is_refused_quickly() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    began = time.monotonic()
    assert refused("\n".join(levels)).line == 2
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused(bracket: str) -> None:
    refused("id: x\ntitle: " + bracket * 600)


def test_a_value_that_holds_itself_is_refused() -> None:
    refused("id: x\ntitle: &t {ru: *t}\n")


def test_several_problems_are_told_in_the_order_of_lines() -> None:
    text = SMALL.replace("weight: 2", "weight: -2").replace("target: 3", "target: -3").replace("fatal", "bad")
    error = refused(text)
    assert error.line == 11
    assert error.reason.index("A1") < error.reason.index("A2") < error.reason.index("R1")


def test_many_problems_are_cut_short() -> None:
    criteria = "\n".join(f"      - {{id: B{i}, title: x, answer: no}}" for i in range(500))
    error = refused(SMALL.replace("flags:", f"{criteria}\nflags:"))
    assert len(error.reason) < 1000


def test_a_name_close_to_a_key_is_suggested() -> None:
    assert "weight" in refused(SMALL.replace("weight: 2", "wieght: 2")).reason


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("sections:", "applies_if: {roles: sales}\nsections:", 3),
        ("weight: 2", "applies_if: {deal_closed: true}", 11),
        ("weight: 2", "applies_if:\n          role: sales\n          department: [3]", 13),
    ],
)
def test_a_fact_that_nobody_knows_is_refused(old: str, new: str, line: int) -> None:
    error = refused(SMALL.replace(old, new, 1))
    assert error.line == line
    assert "department_type" in error.reason
    assert "[key]" not in error.reason


def test_patterns_and_metrics_are_checked_where_they_are_known() -> None:
    parse_checklist(SMALL, "own.yaml", frozenset({"P_GREET"}), frozenset({"m"}))
    assert refused(SMALL, known_patterns=frozenset({"P_BYE"})).line == 13
    assert refused(SMALL, known_metrics=frozenset({"pace"})).line == 13


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02\x03",
        b"id: own\0\n",
        "id: own\ntitle: Свой\n".encode("cp1251"),
        "id: own\ntitle: Свой\n".encode("utf-16"),
        b"RIFF\xff\xff\xff\xffWAVEfmt ",
        b"#" * (LARGEST + 1),
    ],
    ids=["empty", "binary", "nul", "cp1251", "utf-16", "wav", "huge"],
)
def test_files_that_are_no_text(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "свой.yaml"
    path.write_bytes(content)
    with pytest.raises(ChecklistError) as caught:
        read_checklist(path)
    assert str(path) in caught.value.subject


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "нет.yaml"):
        with pytest.raises(ChecklistError):
            read_checklist(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(ChecklistError):
        read_checklist(tmp_path / "pipe.yaml")
