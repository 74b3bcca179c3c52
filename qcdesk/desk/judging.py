"""Checklists, hints and reviews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from qcdesk.checklists.answers import AnswerSheet
from qcdesk.checklists.shelf import broken, find, on_shelf
from qcdesk.desk.archive import Archive
from qcdesk.domain.call import Call
from qcdesk.domain.checklist import Checklist
from qcdesk.domain.evidence import Hint
from qcdesk.domain.review import Answer, Review
from qcdesk.errors import ChecklistError, NotFound
from qcdesk.i18n import _
from qcdesk.services import reviewing
from qcdesk.services.accuracy import Accuracy
from qcdesk.services.choosing import Choice, choose
from qcdesk.services.expecting import expected

if TYPE_CHECKING:  # detectors bring numpy and a model: they are loaded when something is looked for
    from qcdesk.evidence.learning.model import Model
    from qcdesk.services import detecting, learning


class Judging(Archive):
    """Checklists, hints and reviews."""

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

    def facts_around(self, call: Call) -> dict[str, str]:
        """What criteria may depend on and nobody said of the call: its department's type, expected facts."""
        around = expected(self.database, call, self.department).facts
        return {"department_type": str(self.department.type), **around}

    def hints(self, call: Call, checklist: Checklist) -> tuple[Hint, ...]:
        """What the program suggests for each criterion."""
        from qcdesk.services.hinting import hints_of

        return hints_of(self.database, call.id, checklist, self.scene_facts(call), self.model)

    @cached_property
    def model(self) -> Model:
        """What hints are found by: the company's own model where it taught one."""
        from qcdesk.services import learning

        return learning.own_model(self.home.hints)

    def learn(self) -> learning.Learned:
        """Teaches hints by what reviewers confirmed and rejected."""
        from qcdesk.services import learning

        self.__dict__.pop("model", None)
        return learning.learn(self.database, self.home.examples, self.home.hints)

    def detect(self, call: Call) -> detecting.Found:
        """A transcript with everything that is looked for in it."""
        from qcdesk.services import detecting

        return detecting.detect_call(self.database, call.id, self.scene_facts(call), self.model)

    def advise(self, call: Call, checklist: Checklist) -> tuple[Hint, ...]:
        """What the language model on this computer proposes; nothing where none is set."""
        from qcdesk.services import advising

        known = self.settings
        return advising.advise(self.database, call.id, checklist, known.adviser, known.adviser_model)

    def detect_in(self, file: Path) -> detecting.Found:
        """Everything that is looked for in the text of a call, given as a JSON file."""
        from qcdesk.services import detecting

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
