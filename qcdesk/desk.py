"""The composition root: settings and folders in, services that know only their parts out."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from qcdesk import i18n, settings
from qcdesk.checklists.answers import AnswerSheet
from qcdesk.checklists.shelf import broken, find, on_shelf
from qcdesk.domain.call import Call, CallState, Role, Side
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.department import Department
from qcdesk.domain.events import Event
from qcdesk.domain.evidence import Hint, Names
from qcdesk.domain.lifecycle import Rules
from qcdesk.domain.period import Period
from qcdesk.domain.review import Answer, Review
from qcdesk.domain.transcript import Transcript
from qcdesk.engines import registry
from qcdesk.engines.base import EngineOptions
from qcdesk.engines.host import ChildExecutor
from qcdesk.engines.models.store import find as find_model
from qcdesk.errors import ChecklistError, NotFound, QcdeskError
from qcdesk.evidence.detectors.scene import Facts
from qcdesk.evidence.learning.model import Model
from qcdesk.evidence.matcher import Matcher
from qcdesk.i18n import _
from qcdesk.intake.table import read_table
from qcdesk.intake.template import NameTemplate
from qcdesk.paths import Home, default_home, models_folder, samples
from qcdesk.services import (
    advising,
    continuity,
    department,
    describing,
    detecting,
    health,
    intake,
    learning,
    reporting,
    reviewing,
    transcription,
)
from qcdesk.services.accuracy import Accuracy
from qcdesk.services.choosing import Choice, choose, least_talk
from qcdesk.services.expecting import expected
from qcdesk.services.hinting import hints_of
from qcdesk.services.leads import Leads
from qcdesk.services.lifecycle import Lifecycle
from qcdesk.services.product import ProductCards
from qcdesk.services.scripts import OwnScripts
from qcdesk.services.unfinished import Unfinished
from qcdesk.storage import Database


class Desk:
    """One department's data and everything that can be done with it.

    Args:
        home: its folder.
        language: `ru`, `en`, or None for what the settings say.
    """

    def __init__(self, home: Path, language: str | None = None) -> None:
        self.home = Home(home)
        self.settings = settings.load(self.home.settings)
        i18n.use_language(language or self.settings.language)
        self.models = models_folder()

    @cached_property
    def database(self) -> Database:
        """The department's database, opened (and brought up to date) at first use."""
        return Database.open(self.settings.database or self.home.database, self.home.backups)

    def close(self) -> None:
        """Closes the database, if it was opened."""
        if "database" in self.__dict__:
            self.database.close()

    # — calls —

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
            least_talk=self._least_talk(),
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
        known = self.settings
        common = Names(tuple(known.companies), tuple(known.products), tuple(known.competitors))
        return detecting.names_of(self.database, common, call)

    def scene_facts(self, call: Call) -> Facts:
        """What detectors are told of a call."""
        return detecting.facts_of(call, self.names_of(call), self.home.vocabulary)

    def describe(self, call_id: int, given: Mapping[str, str], by: str = "") -> Call:
        """Sets facts of a call by name; `by` is who says so, the user of this computer when empty."""
        return describing.describe(self.database, call_id, given, self._acting(by))

    def exclude(self, call_id: int, reason: str, by: str = "") -> Call:
        """Takes a call out of scoring for a reason, or with `none` back in."""
        return describing.set_exclusion(self.database, call_id, reason, by)

    # — transcripts —

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
            self._least_talk(),
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
        return describing.set_side(self.database, call_id, side, matcher, self._acting(by))

    # — checklists, hints, reviews —

    def checklists(self) -> list[Checklist]:
        """The department's own checklists and the shipped ones it does not replace."""
        return on_shelf(self.home.checklists)

    def broken_checklists(self) -> Iterator[ChecklistError]:
        """What is wrong with files of the department's own that cannot be used."""
        return broken(self.home.checklists)

    def checklist(self, id: str) -> Checklist:
        """The checklist of that id."""
        return find(id, [self.home.checklists])

    def choice(self, call: Call) -> Choice:
        """The checklist that fits the call, and why."""
        chosen = choose(call, self.checklists(), expected(self.database, call, self.department))
        if chosen is None:
            raise NotFound(str(call.id), _("no checklist fits this call"), _("Name one: --checklist ID"))
        return chosen

    def hints(self, call: Call, checklist: Checklist) -> tuple[Hint, ...]:
        """What the program suggests for each criterion."""
        return hints_of(self.database, call.id, checklist, self.scene_facts(call), self.model)

    @cached_property
    def model(self) -> Model:
        """What hints are found by: the company's own model where it taught one."""
        return learning.own_model(self.home.hints)

    def learn(self) -> learning.Learned:
        """Teaches hints by what reviewers confirmed and rejected."""
        self.__dict__.pop("model", None)
        return learning.learn(self.database, self.home.examples, self.home.hints)

    def detect(self, call: Call) -> detecting.Found:
        """A transcript with everything that is looked for in it."""
        return detecting.detect_call(self.database, call.id, self.scene_facts(call), self.model)

    def advise(self, call: Call, checklist: Checklist) -> tuple[Hint, ...]:
        """What the language model on this computer proposes; nothing where none is set."""
        known = self.settings
        return advising.advise(self.database, call.id, checklist, known.adviser, known.adviser_model)

    def detect_in(self, file: Path) -> detecting.Found:
        """Everything that is looked for in the text of a call, given as a JSON file."""
        return detecting.detect_text(file, self.home.vocabulary, self.model)

    def prefilled(self, call: Call, checklist: Checklist) -> tuple[Answer, ...]:
        """The answers that proven hints may fill in for a call; none where nobody allowed it."""
        return self.accuracy.prefilled(call.id, checklist, self.hints(call, checklist))

    def review(
        self,
        request: reviewing.ReviewRequest,
        checklist: Checklist,
        sheet: AnswerSheet,
        prefilled: Sequence[Answer] = (),
    ) -> Review:
        """Stores a review or a draft."""
        known = self.facts_around(self.call(request.call_id))
        request = replace(request, facts=(*known.items(), *request.facts))
        return reviewing.review(self.database, request, checklist, sheet, prefilled)

    def current_review(self, call_id: int, purpose: str = reviewing.REGULAR) -> Review:
        """The review in force of a call; a draft only where nothing is finished."""
        return reviewing.current(self.database, call_id, purpose)

    @property
    def accuracy(self) -> Accuracy:
        """How far hints can be trusted here, and which may fill answers in."""
        return Accuracy(self.database)

    @property
    def cards(self) -> ProductCards:
        """The product cards, and what of them is voiced in calls."""
        return ProductCards(self.database, self.detect)

    @property
    def department(self) -> Department:
        """The department by its type and stage of building."""
        return Department(self.settings.department_type, self.settings.department_stage)

    def facts_around(self, call: Call) -> dict[str, str]:
        """What criteria may depend on and nobody said of the call: its department's type, expected facts."""
        around = expected(self.database, call, self.department).facts
        return {"department_type": str(self.department.type), **around}

    @property
    def lifecycle(self) -> Lifecycle:
        """The way of trainees to staff."""
        known = self.settings
        return Lifecycle(self.database, Rules(known.internship_days, known.internship_working_days))

    @property
    def leads(self) -> Leads:
        """Clients across the people who speak with them: chains, hand-overs, first sales."""
        return Leads(self.database, self.detect, lambda call: Matcher(self.names_of(call)))

    @property
    def scripts(self) -> OwnScripts:
        """The sales managers' own scripts, and how calls go along them."""
        return OwnScripts(self.database, self.detect)

    # — the department —

    def name_person(
        self, name: str, extension: str | None = None, by: str = "", roles: Sequence[Role] = ()
    ) -> None:
        """Adds a member of the sales team, or an extension or roles to one."""
        department.name_person(self.database, name, extension, by, roles)

    def set_source(self, folder: Path, side: Side | None, by: str = "") -> None:
        """Says in which channel the sales managers speak in a folder's recordings."""
        department.set_source(self.database, folder, side, by)

    def change_setting(self, name: str, values: Sequence[str], by: str = "") -> None:
        """Changes a setting in the file and tells the journal; the name of a database only the file.

        Raises:
            InputError: no such setting, or the value does not fit.
        """
        changed = settings.changed(self.settings, name, list(values))
        if name != "database":  # it may hold a password, and is changed when a database cannot be reached
            department.tell_setting(self.database, name, values, by)
        settings.save(changed, self.home.settings)
        self.settings = changed

    # — reports, health —

    def report_options(self, language: str | None = None, *, masked: bool = True) -> reporting.ReportOptions:
        """What reports need from the settings."""
        company = self.settings.companies[0] if self.settings.companies else ""
        plan, marks = self.settings.weekly_plan, self.settings.team_sees_marks
        spoken, rules = language or i18n.language(), self.lifecycle.rules
        return reporting.ReportOptions(company, plan, spoken, masked, marks, self.department, rules)

    def day_of(self, call: int) -> Period:
        """The day of a call, as the period of its card."""
        return reporting.day_of(self.database, call)

    def write_reports(self, wish: reporting.Wish) -> Generator[Event, None, list[Path]]:
        """The files for one kind of reader."""
        if wish.audience is reporting.Audience.PEOPLE:
            department.refuse_before_hr(self.department, str(wish.folder))
        if wish.audience is reporting.Audience.TEAM:
            department.refuse_before_head(self.department, str(wish.folder))
        return reporting.write(self.database, wish, ChildExecutor)

    def write_continuity(
        self, name: str, folder: Path, formats: Sequence[str]
    ) -> Generator[Event, None, list[Path]]:
        """The file for whoever takes over from a person who leaves."""
        leaver = continuity.Leaver(name, self.report_options().company, self.detect, self.leads.patterns)
        return continuity.write_continuity(self.database, leaver, folder, i18n.language(), formats)

    def health(self, anchors: Mapping[int, str] | None = None) -> Iterator[health.Check]:
        """Everything the program needs, checked; `anchors` are printed heads of the journal by number."""
        yield from health.check_all(lambda: self.database, self.home.folder, self.models, anchors=anchors)
        for error in self.broken_checklists():
            yield health.Check("checklists", health.Verdict.FAILED, error.what, error.remedy)

    def _acting(self, by: str) -> describing.Acting:
        return describing.Acting(by, self._least_talk())

    def _least_talk(self) -> Callable[[Call], float]:
        """Finds the least speech of a call by the checklists there are now; a broken file stops nothing."""
        known = self.checklists()
        return lambda call: least_talk(call, known)


def _child(on_event: Callable[[Future[Any], dict[str, Any]], None]) -> Executor:
    return ChildExecutor(on_event)


__all__ = ["Desk", "QcdeskError", "default_home", "samples"]
