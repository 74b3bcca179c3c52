"""The sample calls in a home folder, with sound and the words they were made from."""

from __future__ import annotations

from pathlib import Path

from qcdesk.checklists.answers import read_answers
from qcdesk.desk import Desk, samples
from qcdesk.domain.call import Call
from qcdesk.services.reviewing import ReviewRequest
from qcdesk.services.sample_talk import store_written


def add_samples(desk: Desk) -> list[Call]:
    """Adds them and returns them in the order of their numbers."""
    folder = samples()
    job = desk.add(sorted(folder.glob("*.ogg")), folder / "calls.csv")
    for _event in job:
        pass
    store_written(desk.database, desk.calls(), desk.names_of, folder)
    return sorted(desk.calls(), key=lambda call: call.id)


def add_reviews(desk: Desk) -> None:
    """Reviews the sample calls by the answers that lie beside them."""
    for call in desk.calls():
        sheet = read_answers(samples() / "answers" / f"{Path(call.path).stem}.yaml")
        desk.review(ReviewRequest(call.id, "Reviewer"), desk.checklist(sheet.checklist), sheet)
