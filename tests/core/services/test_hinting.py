"""Hints are computed anew when anything they follow from has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qcdesk.checklists.reading import parse_checklist
from qcdesk.domain.checklist import content_hash
from qcdesk.domain.evidence import Hint, Names
from qcdesk.errors import NotFound
from qcdesk.evidence.detectors.scene import Facts
from qcdesk.services.hinting import basis_of, hints_of
from qcdesk.storage import Database
from tests.core.services.archive import call_in, opened, transcript

CHECKLIST = parse_checklist(
    """
id: named
title: {ru: Имя, en: Name}
sections:
  - id: A
    title: {ru: Раздел, en: Section}
    criteria:
      - id: A1
        title: {ru: Назвал компанию, en: Named the company}
        answer: yes_no
        weight: 1
        evidence: {by: sales_manager, any: [NAME_COMPANY]}
""",
    "named.yaml",
)
KNOWN = Facts(Names(companies=("Тёплый дом",)))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path) as database:
        yield database


def suggested(database: Database, call_id: int, facts: Facts) -> str | float | None:
    (hint,) = hints_of(database, call_id, CHECKLIST, facts)
    return hint.suggested


def test_a_name_that_became_known_is_found(database: Database) -> None:
    call = call_in(database)
    assert suggested(database, call.id, Facts()) != "yes"
    assert suggested(database, call.id, KNOWN) == "yes"


def test_the_same_is_not_computed_twice(database: Database) -> None:
    call = call_in(database)
    hints_of(database, call.id, CHECKLIST, KNOWN)
    marked = (Hint("A1", "no", 0.125),)
    with database.transaction() as tx:
        read = tx.transcripts.current_id(call.id)
        assert read is not None
        tx.hints.store(read, content_hash(CHECKLIST), basis_of(KNOWN), marked)
    assert hints_of(database, call.id, CHECKLIST, KNOWN) == marked
    with database.transaction() as tx:
        tx.transcripts.store(call.id, transcript())
    assert suggested(database, call.id, KNOWN) == "yes"


def test_the_basis_tells_names_apart() -> None:
    assert basis_of(KNOWN) == basis_of(Facts(Names(companies=("Тёплый дом",))))
    assert basis_of(KNOWN) != basis_of(Facts(Names(products=("Тёплый дом",))))


def test_no_hints_without_a_transcript(database: Database) -> None:
    with pytest.raises(NotFound):
        hints_of(database, call_in(database, transcribed=False).id, CHECKLIST, KNOWN)
