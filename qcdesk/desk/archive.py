"""Calls and their transcripts."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qcdesk.desk.base import Base
from qcdesk.domain.call import Call, CallState, Side
from qcdesk.domain.events import Event
from qcdesk.domain.evidence import Names
from qcdesk.domain.transcript import Transcript
from qcdesk.engines.host import ChildExecutor
from qcdesk.evidence.matcher import Matcher
from qcdesk.intake.table import read_table
from qcdesk.intake.template import NameTemplate
from qcdesk.services import (
    department,
    describing,
    intake,
)

if TYPE_CHECKING:
    from qcdesk.evidence.detectors.scene import Facts
    from qcdesk.services import transcription


class Archive(Base):
    """Calls and their transcripts."""

    def add(
        self, paths: Sequence[Path], table: Path | None = None, side: Side | None = None
    ) -> Generator[Event, None, intake.Intake]:
        """Adds recordings, joined with a CRM table where one is given."""
        if table is not None:
            department.refuse_before_crm(self.department, str(table))
        options = intake.IntakeOptions(
            unpack_to=self.home.unpacked,
            templates=tuple(NameTemplate.parse(t) for t in self.settings.name_templates),
            side=side,
            table=read_table(table) if table else None,
            least_talk=self.least_talk(),
        )
        return intake.add(self.database, paths, options, ChildExecutor)

    def calls(self, ids: Sequence[int] = ()) -> list[Call]:
        """The calls of these numbers, each once, or all.

        Raises:
            NotFound: a number is not in the archive.
        """
        with self.database.read() as tx:
            return [tx.calls.by_id(i) for i in dict.fromkeys(ids)] if ids else tx.calls.all()

    def call(self, id: int) -> Call:
        """The call of this number."""
        return self.calls([id])[0]

    def names_of(self, call: Call) -> Names:
        """The names that may be said in this call."""
        from qcdesk.services import detecting

        known = self.settings
        common = Names(tuple(known.companies), tuple(known.products), tuple(known.competitors))
        return detecting.names_of(self.database, common, call)

    def scene_facts(self, call: Call) -> Facts:
        """What detectors are told of a call."""
        from qcdesk.services import detecting

        return detecting.facts_of(call, self.names_of(call), self.home.vocabulary)

    def describe(self, call_id: int, given: Mapping[str, str], by: str = "") -> Call:
        """Sets facts of a call by name; `by` is who says so, the user of this computer when empty."""
        return describing.describe(self.database, call_id, given, self.acting(by))

    def exclude(self, call_id: int, reason: str, by: str = "") -> Call:
        """Takes a call out of scoring for a reason, or with `none` back in."""
        return describing.set_exclusion(self.database, call_id, reason, by)

    def transcribe(
        self,
        calls: Sequence[Call],
        engine: str | None = None,
        model: str | None = None,
        language: str = "ru",
        *,
        retry_crashed: bool = True,
    ) -> Generator[Event, None, transcription.Transcribed]:
        """Transcribes calls in a child process.

        Raises:
            EngineUnavailable, ModelMissing: before any call is touched.
        """
        from qcdesk.engines import registry
        from qcdesk.engines.base import EngineOptions
        from qcdesk.engines.models.store import find as find_model
        from qcdesk.services import transcription
        from qcdesk.services.unfinished import Unfinished

        name, weights = registry.resolve(engine or self.settings.engine), model or self.settings.model
        if registry.needs_weights(name):
            find_model(weights, self.models)
        options = transcription.RecognitionOptions(
            engine=name,
            model=weights,
            models=str(self.models),
            options=EngineOptions(language=language, threads=self.settings.threads),
            beam_size=self.settings.beam_size,
            hotwords=self.settings.hotwords,
        )
        place = transcription.Workplace(
            self.database,
            self.home.folder,
            Unfinished(self.home.unfinished),
            self.names_of,
            _child,
            self.least_talk(),
        )
        return transcription.transcribe(place, calls, options, retry_crashed=retry_crashed)

    def untranscribed(self) -> list[Call]:
        """Calls that wait for recognition, failed ones among them."""
        with self.database.read() as tx:
            return tx.calls.all(states=(CallState.ADDED, CallState.FAILED))

    def transcript(self, call_id: int) -> Transcript | None:
        """The transcript in force."""
        with self.database.read() as tx:
            tx.calls.by_id(call_id)
            return tx.transcripts.current(call_id)

    def set_side(self, call_id: int, side: Side | None = None, by: str = "") -> Transcript | None:
        """Puts the sales manager in a channel, or in the other one; speakers and metrics follow."""
        matcher = Matcher(self.names_of(self.call(call_id)))
        return describing.set_side(self.database, call_id, side, matcher, self.acting(by))

    def acting(self, by: str) -> describing.Acting:
        return describing.Acting(by, self.least_talk())


def _child(on_event: Callable[[Future[Any], dict[str, Any]], None]) -> Executor:
    return ChildExecutor(on_event)
