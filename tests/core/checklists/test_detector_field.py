"""A rule of evidence may name something that is found by itself."""

from __future__ import annotations

import pytest

from qcdesk.checklists.reading import parse_checklist
from qcdesk.checklists.stored import from_json, to_json
from qcdesk.domain.checklist import Checklist, canonical_json
from qcdesk.domain.detectors import DETECTOR_KEYS, DETECTORS, detected
from qcdesk.domain.transcript import Speaker
from qcdesk.errors import ChecklistError


def checklist(evidence: str) -> Checklist:
    return parse_checklist(
        f"""id: small
title: Малый
sections:
  - id: A
    title: Раздел
    criteria:
      - {{id: A1, title: Первый, answer: yes_no, evidence: {evidence}}}
""",
        "small.yaml",
    )


def test_every_key_is_read_kept_and_given_back() -> None:
    assert len(set(DETECTOR_KEYS)) == 26
    for key in DETECTOR_KEYS:
        read = checklist(f"{{detector: {key}}}")
        assert read.criterion("A1").evidence.detector == key  # type: ignore[union-attr]
        assert from_json(to_json(read)) == read


def test_an_unknown_key_is_refused_where_it_stands() -> None:
    with pytest.raises(ChecklistError) as refused:
        checklist("{detector: charm}")
    assert refused.value.line == 7


def test_a_version_without_one_keeps_its_identity() -> None:
    assert "detector" not in canonical_json(checklist("{any: [P_GREET]}"))


def test_who_proves_what() -> None:
    assert detected("greeting").sides == (Speaker.SALES_MANAGER,)  # type: ignore[union-attr]
    assert detected("objection_raised").sides == (Speaker.CLIENT,)  # type: ignore[union-attr]
    assert detected("charm") is None
    assert all(d.sides and d.title for d in DETECTORS)
