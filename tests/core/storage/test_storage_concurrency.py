"""Writers side by side lose no update, and a killed program loses no acknowledged review."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

import qcdesk
from qcdesk.domain.checklist import canonical_json, content_hash
from qcdesk.storage import Database

REPOSITORY = Path(qcdesk.__file__).parents[1]
ROUNDS = 40
KILLS = 5

REVIEWER = """
import sys
from pathlib import Path
from qcdesk.domain.review import Answer, Score
from qcdesk.storage import Database

file, call_id, hash = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
with Database.open(file) as database:
    while True:
        with database.transaction() as store:
            answers, score = (Answer("greet", "no"),), Score("flat", 1 / 3, 0.0)
            review = store.reviews.add(call_id, "sales", hash, "R", answers, score)
        print(review.id, flush=True)
"""


@pytest.mark.parametrize("databases", [1, 2])
def test_two_writers_lose_no_update(file, sample, databases):
    opened = [Database.open(file) for _ in range(databases)]
    with opened[0].transaction() as store:
        call_id = sample.add_call(store, replace(sample.facts, deal_amount=0.0)).id
    start = threading.Barrier(2)

    def write(database: Database) -> None:
        start.wait()
        for _ in range(ROUNDS):
            with database.transaction() as store:
                facts = store.calls.by_id(call_id).facts
                store.calls.update_facts(call_id, replace(facts, deal_amount=facts.deal_amount + 1))
                store.audit.append("W", "call.update", {})

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, (opened[0], opened[-1])))
    with opened[0].read() as stored:
        assert stored.calls.by_id(call_id).facts.deal_amount == 2 * ROUNDS
        assert stored.audit.head()[0] == 2 * ROUNDS
        assert stored.audit.verify() is None
    for database in opened:
        database.close()


def test_a_killed_program_loses_no_acknowledged_review(file, sample):
    checklist = sample.checklist()
    with Database.open(file) as database, database.transaction() as store:
        call_id = sample.add_call(store).id
        store.checklists.keep(checklist, canonical_json(checklist), content_hash(checklist))
    acknowledged: list[int] = []
    for seed in range(KILLS):
        acknowledged += review_until_killed(file, call_id, content_hash(checklist), random.Random(seed))
    with Database.open(file) as database, database.read() as stored:
        history = stored.reviews.history(call_id)
        assert {review.id for review in history} >= set(acknowledged)
        assert all(len(review.answers) == 1 for review in history)
        assert stored.audit.head()[0] == len(history)
        assert database.check() == []
    assert len(acknowledged) >= KILLS


def review_until_killed(file: Path, call_id: int, hash: str, chance: random.Random) -> list[int]:
    """Numbers of the reviews that a program printed after storing them, until it was killed."""
    wanted = chance.randint(1, 25)
    with subprocess.Popen(
        [sys.executable, "-c", REVIEWER, str(file), str(call_id), hash],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        seen = [child.stdout.readline() for _ in range(wanted)]
        child.kill()
        seen += child.stdout.readlines()
    return [int(line) for line in seen if line.endswith("\n")]
