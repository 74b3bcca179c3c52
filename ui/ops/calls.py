"""What is done with calls: looked through, added, transcribed, taken out of scoring."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qcdesk.desk import samples
from qcdesk.domain.call import Call
from qcdesk.domain.events import Event
from qcdesk.domain.listing import CallLine, CallQuery, Said, View
from qcdesk.domain.transcript import Transcript
from qcdesk.i18n import language
from qcdesk.services import browsing
from qcdesk.services.intake import Intake
from qcdesk.services.sample_talk import store_written
from qcdesk.services.transcription import Transcribed
from qcdesk.services.weights import install_model
from ui.ops.context import Context
from ui.ops.operation import LongOperation, Operation
from ui.texts import _

_QUOTED = 500
"""Places of words are looked up for so many calls of a list at most."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of calls: numbers in order, and where the searched words were said."""

    ids: list[int]
    said: dict[int, Said]


@dataclass(frozen=True, slots=True)
class Archive:
    """What there is to choose from: counts of all views, names of everyone who has calls.

    Attributes:
        checklists: title and id of those that reviews used; flags: of what they see beside the score.
    """

    counts: dict[View, int]
    sales_managers: list[str]
    checklists: list[tuple[str, str]]
    flags: list[tuple[str, str]]


def list_calls(context: Context, query: CallQuery) -> Operation[Listed]:
    """Looks for calls."""

    def work() -> Listed:
        database = context.desk.database
        ids = browsing.call_ids(database, query)
        places = browsing.said(database, ids[:_QUOTED], query.text) if query.text.strip() else []
        return Listed(ids, {place.call_id: place for place in places})

    return Operation(context, work)


def look_around(context: Context) -> Operation[Archive]:
    """Counts what the archive holds."""

    def work() -> Archive:
        database = context.desk.database
        used, lang = browsing.checklists(database), language()
        flags = {flag.id: flag.title.to(lang) for checklist in used for flag in checklist.flags}
        return Archive(
            browsing.counts(database),
            browsing.sales_managers(database),
            [(checklist.title.to(lang), checklist.id) for checklist in used],
            [(title, id) for id, title in sorted(flags.items())],
        )

    return Operation(context, work)


def load_lines(context: Context, ids: Sequence[int]) -> Operation[list[CallLine]]:
    """Loads the lines of a list that are to be shown."""
    return Operation(context, lambda: browsing.call_lines(context.desk.database, ids))


def look_at(context: Context, call_id: int) -> Operation[tuple[Call, Transcript | None]]:
    """Loads one call with what was said in it."""
    return Operation(context, lambda: (context.desk.call(call_id), context.desk.transcript(call_id)))


def add_calls(context: Context, paths: Sequence[Path], table: Path | None = None) -> LongOperation[Intake]:
    """Takes recordings into the archive: files, folders, ZIPs."""
    return LongOperation(context, _("Adding recordings"), lambda: context.desk.add(paths, table))


def add_samples(context: Context) -> LongOperation[Intake]:
    """Takes the sample calls into the archive, with the words they were made from."""

    def make() -> Generator[Event, None, Intake]:
        desk, folder = context.desk, samples()
        taken = yield from desk.add(sorted(folder.glob("*.ogg")), folder / "calls.csv")
        store_written(desk.database, taken.added, desk.names_of, folder)
        return taken

    return LongOperation(context, _("Adding recordings"), make)


def transcribe(context: Context, ids: Sequence[int] = ()) -> LongOperation[Transcribed]:
    """Transcribes calls, or all that wait and are to be scored."""

    def make() -> Generator[Event, None, Transcribed]:
        desk = context.desk
        if ids:
            return desk.transcribe(desk.calls(ids))
        waiting = [call for call in desk.untranscribed() if call.exclusion is None]
        return desk.transcribe(waiting, retry_crashed=False)

    return LongOperation(context, _("Transcribing"), make)


def install_weights(context: Context) -> LongOperation[None]:
    """Installs the model that the settings name."""
    desk = context.desk
    return LongOperation(
        context, _("Installing the model"), lambda: install_model(desk.settings.model, desk.models)
    )


def exclude(context: Context, call_id: int, reason: str) -> Operation[Call]:
    """Takes a call out of scoring, or with `none` back in."""
    return Operation(context, lambda: context.desk.exclude(call_id, reason))
