"""The sample calls through every step: added, transcribed, hinted, reviewed, reported."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from pathlib import Path

from qcdesk.checklists.answers import read_answers
from qcdesk.desk import Desk
from qcdesk.domain.call import CallState
from qcdesk.domain.events import Event
from qcdesk.domain.period import Period
from qcdesk.engines.models.install import install
from qcdesk.engines.models.store import find
from qcdesk.errors import ModelMissing
from qcdesk.i18n import _
from qcdesk.paths import samples
from qcdesk.services.reporting import Audience, Wish
from qcdesk.services.reviewing import ReviewRequest

PERIOD = "2026-10"


@dataclass(slots=True)
class Demonstrated:
    """What the demonstration did, and the files it wrote."""

    calls: int = 0
    seconds: float = 0.0
    hints: int = 0
    reviews: int = 0
    files: list[Path] = field(default_factory=list)


def demonstration(
    desk: Desk, to: Path, engine: str | None, model: str
) -> Generator[Event, None, Demonstrated]:
    """Runs the sample calls through the program; a second run adds nothing twice.

    Args:
        desk: of a home folder that holds nothing but samples.
        to: folder of the finished files.

    Raises:
        ModelError: the weights are not there and cannot be installed.
        EngineError: recognition failed.
    """
    out = Demonstrated()
    yield from _weights(desk, model)
    taken = yield from desk.add(sorted(samples().glob("*.ogg")), samples() / "calls.csv")
    calls = [*taken.added, *(call for _path, call in taken.duplicates)]
    out.calls = len(calls)
    waiting = [c for c in calls if c.state in (CallState.ADDED, CallState.FAILED)]
    done = yield from desk.transcribe(waiting, engine, model)
    for _call, error in done.failed:
        raise error
    out.seconds = sum(finished.transcript.seconds for finished in done.done)
    for call in desk.calls([c.id for c in calls]):
        sheet = read_answers(samples() / "answers" / f"{Path(call.path).stem}.yaml")
        checklist = desk.checklist(sheet.checklist)
        out.hints += sum(h.suggested is not None for h in desk.hints(call, checklist))
        if call.state is CallState.TRANSCRIBED:
            desk.review(ReviewRequest(call.id, _("Sample reviewer")), checklist, sheet)
        out.reviews += 1
    period = Period.parse(PERIOD)
    options = desk.report_options()
    options = replace(options, company=options.company or calls[0].facts.company or "", weekly_plan=0)
    for audience in Audience:
        out.files += yield from desk.write_reports(Wish(audience, period, to, options))
    return out


def _weights(desk: Desk, model: str) -> Generator[Event, None, None]:
    try:
        find(model, desk.models)
    except ModelMissing:
        yield from install(model, desk.models)
