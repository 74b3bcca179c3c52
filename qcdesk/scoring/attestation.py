"""Decides whether an attestation is passed: mean answer, critical answers, conditions of admission."""

from __future__ import annotations

import math

from qcdesk.domain.checklist import AnswerKind, Checklist, Criterion, PassRule
from qcdesk.domain.review import Answer
from qcdesk.scoring.methods import Fractions


def passed(checklist: Checklist, rule: PassRule, fractions: Fractions, answers: dict[str, Answer]) -> bool:
    """Whether the rule is met.

    Args:
        fractions: of all applicable answered criteria, scored or not.
        answers: the answers themselves; the mean is taken over scales, in their own unit.
    """
    scales = [
        float(answers[c.id].value)
        for c in checklist.criteria()
        if c.scored and not c.bonus and c.kind is AnswerKind.SCALE and c.id in fractions
    ]
    if scales and math.fsum(scales) / len(scales) < rule.mean_at_least:
        return False
    critical = (c for c in checklist.criteria() if c.critical and c.id in fractions)
    if not all(_reached(c, fractions[c.id], answers[c.id], rule) for c in critical):
        return False
    return all(fractions.get(required) == 1.0 for required in rule.required)


def _reached(criterion: Criterion, fraction: float, answer: Answer, rule: PassRule) -> bool:
    if criterion.kind is AnswerKind.SCALE:
        return float(answer.value) >= rule.critical_at_least
    return fraction == 1.0
