"""Hints for a whole checklist, in its order, fast enough for a queue of calls."""

from __future__ import annotations

from collections.abc import Callable

from qcdesk.domain.checklist import AnswerKind, Checklist, Criterion, Effect, EffectKind, Flag, Section
from qcdesk.domain.evidence import EvidenceRule, Names
from qcdesk.domain.text import Text
from qcdesk.domain.transcript import Speaker, Turn
from qcdesk.evidence.hints import hints
from qcdesk.evidence.matcher import Hit

T = Text("да", "yes")
M = Speaker.SALES_MANAGER


def criterion(id: str, rule: EvidenceRule | None) -> Criterion:
    return Criterion(id, T, AnswerKind.YES_NO, 1.0, evidence=rule)


def checklist() -> Checklist:
    objection = EvidenceRule(by=Speaker.CLIENT, any=("P_OBJ_CLIENT",))
    return Checklist(
        "c",
        T,
        (
            Section(
                "A", T, 1, (criterion("A1", EvidenceRule(by=M, any=("P_GREET",))), criterion("A2", None))
            ),
            Section("B", T, 1, (criterion("B1", EvidenceRule(any=("P_BYE",))),), criterion("B0", objection)),
        ),
        (Flag("R1", T, Effect(EffectKind.FATAL), EvidenceRule(by=M, any=("R_RUDE",))),),
    )


def test_one_hint_for_each_part_in_order(talk: Callable[..., tuple[Turn, ...]], names: Names) -> None:
    turns = talk(("m", "Добрый день!"), ("c", "Нам это дорого"), ("m", "Отстаньте, идиот"))
    found = hints(checklist(), turns, {}, names)
    assert [(hint.criterion, hint.suggested) for hint in found] == [
        ("A1", "yes"),
        ("A2", None),
        ("B0", "yes"),
        ("B1", None),
        ("R1", "yes"),
    ]


def test_an_empty_transcript_suggests_nothing(names: Names) -> None:
    assert all(h.suggested is None and not h.quotes for h in hints(checklist(), (), {}, names))


def test_the_lexicon_can_be_replaced(talk: Callable[..., tuple[Turn, ...]], names: Names) -> None:
    class Trained:
        def hits(self, pattern: str, turn: Turn) -> list[Hit]:
            return [Hit(pattern, turn.index, 0, len(turn.text), 0.5)] if pattern == "P_GREET" else []

    found = hints(checklist(), talk(("m", "Наше вам с кисточкой")), {}, names, Trained())
    assert found[0].suggested == "yes"
    assert found[0].confidence == 0.3
