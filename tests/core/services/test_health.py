"""The doctor: every check runs, whatever the others met; printed heads of the journal are compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qcdesk.services.health import Check, Verdict, check_all
from qcdesk.storage import Database
from tests.core.services.archive import call_in, opened


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path) as database:
        yield database


def found(database: Database, models: Path, anchors: dict[int, str] | None = None) -> dict[str, list[Check]]:
    checks = list(check_all(lambda: database, models, models, anchors=anchors))
    return {check.name: [c for c in checks if c.name == check.name] for check in checks}


def test_a_broken_model_stops_no_other_check(database: Database, tmp_path: Path) -> None:
    models = tmp_path / "models"
    for name in ("broken", "empty"):
        (models / name / "ct2").mkdir(parents=True)
    (models / "broken" / "ct2" / "model.json").write_text("{not json", "utf-8")
    (models / "empty" / "ct2" / "model.json").write_text('{"files": {}}', "utf-8")
    checks = found(database, models)
    assert [c.verdict for c in checks["models"]] == [Verdict.FAILED, Verdict.OK]
    assert {"program", "database", "journal", "models", "engine", "disk", "fonts"} == set(checks)


def test_an_error_nobody_foresaw_is_found_too(tmp_path: Path) -> None:
    def fails() -> Database:
        raise RuntimeError

    checks = {c.name: c.verdict for c in check_all(fails, tmp_path, tmp_path)}
    assert checks["database"] is Verdict.FAILED
    assert "fonts" in checks


def test_printed_heads(database: Database, tmp_path: Path) -> None:
    call_in(database)
    with database.transaction() as tx:
        row = tx.audit.append("Анна", "test", {})
    assert found(database, tmp_path, {1: row.hash[:16]})["journal"][0].verdict is Verdict.OK
    for anchors in ({1: "f" * 16}, {2: row.hash}):
        checks = found(database, tmp_path, anchors)
        assert [c.verdict for c in checks["journal"]] == [Verdict.FAILED]
        assert [c.verdict for c in checks["database"]] == [Verdict.OK]
