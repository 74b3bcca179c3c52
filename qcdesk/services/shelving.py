"""The department's checklists: made, checked, tried on a call, kept by version, exchanged with Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from qcdesk.checklists.checking import check
from qcdesk.checklists.differences import version_differences
from qcdesk.checklists.reading import read_checklist
from qcdesk.checklists.shelf import find, shipped
from qcdesk.checklists.source import load
from qcdesk.checklists.stored import from_json
from qcdesk.checklists.workbook_reading import read_workbook
from qcdesk.checklists.workbook_writing import write_workbook
from qcdesk.checklists.writing import to_plain, to_yaml
from qcdesk.domain.call import Call
from qcdesk.domain.checklist import Checklist, canonical_json, content_hash
from qcdesk.domain.drafting import Checked, Difference, Plain
from qcdesk.domain.evidence import Hint
from qcdesk.domain.review import Answer
from qcdesk.domain.rights import Action
from qcdesk.errors import ChecklistError, ExportError, NotFound
from qcdesk.evidence.lexicon import pattern_names
from qcdesk.files import write_atomically
from qcdesk.i18n import _
from qcdesk.services.reviewing import facts_of
from qcdesk.services.rights import require
from qcdesk.services.running import Running, running
from qcdesk.speech.metrics import NAMES
from qcdesk.storage import Database

EXCEL = ".xlsx"


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was stored or used; `hash` is its identity."""

    hash: str
    at: datetime
    checklist: Checklist


@dataclass(frozen=True, slots=True)
class Trial:
    """A checklist tried on a call: what hints would answer, and what that gives; nothing is stored."""

    hints: tuple[Hint, ...]
    answers: tuple[Answer, ...]
    result: Running


class Shelf:
    """Checklists as they are edited.

    Args:
        folder: of the department's own files.
        hints: what is suggested for a call by a checklist.
        around: what is known around a call, for criteria that depend on it.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        hints: Callable[[Call, Checklist], tuple[Hint, ...]],
        around: Callable[[Call], Mapping[str, str]],
    ) -> None:
        self._database = database
        self._folder = folder
        self._hints = hints
        self._around = around

    def plain(self, id: str) -> Plain:
        """A checklist in the form of its file, to be edited."""
        return to_plain(find(id, [self._folder]))

    def is_own(self, id: str) -> bool:
        """Whether it is the department's own version, not the shipped one."""
        return find(id, [self._folder]) not in shipped()

    def check(self, plain: Mapping[str, Any]) -> Checked:
        """Everything that is wrong with a checklist that is being edited."""
        return check(plain, pattern_names(), NAMES)

    def save(self, plain: Mapping[str, Any], by: str = "") -> Checklist:
        """Stores a checklist as the version in force; reviews keep the version they were made by.

        Raises:
            ChecklistError: something is wrong with it; nothing is stored.
            AccessRefused: whoever asks may not change checklists.
        """
        checked = self.check(plain)
        if checked.checklist is None:
            where, what = checked.problems[0]
            place = " → ".join(map(str, where))
            raise ChecklistError(
                str(plain.get("id", "")), f"{place}: {what}", _("Correct it and store again")
            )
        made, who = checked.checklist, require(self._database, Action.CHECKLISTS, by)
        self._keep_shown(made.id)
        self._folder.mkdir(parents=True, exist_ok=True)
        text = to_yaml(to_plain(made))
        write_atomically(self._file(made.id), text.encode())
        hash = content_hash(made)
        with self._database.transaction() as tx:
            tx.checklists.keep(made, canonical_json(made), hash)
            tx.audit.append(who, "checklist.saved", {"id": made.id, "hash": hash})
        return made

    def remove(self, id: str, by: str = "") -> None:
        """Takes the department's own version away: its file gets another ending, its versions stay known.

        Raises:
            NotFound: there is no own version.
            AccessRefused: whoever asks may not change checklists.
        """
        who, file = require(self._database, Action.CHECKLISTS, by), self._file(id)
        if not file.exists():
            raise NotFound(id, _("there is no own version of this checklist"), _("The shipped one stays"))
        self._keep_shown(id)
        file.replace(file.with_name(f"{file.name}.removed"))
        with self._database.transaction() as tx:
            tx.audit.append(who, "checklist.removed", {"id": id})

    def take_in(self, file: Path, by: str = "") -> Checklist:
        """Takes a checklist from a workbook or a YAML file; see `save`.

        Raises:
            ChecklistError: something is wrong in the file; the place is named.
        """
        names = {"known_patterns": pattern_names(), "known_metrics": NAMES}
        read = read_workbook if file.suffix.lower() == EXCEL else read_checklist
        return self.save(to_plain(read(file, **names)), by)

    def export(self, id: str, file: Path) -> Path:
        """Writes a checklist as a workbook or, by another ending, as YAML.

        Raises:
            ExportError: the file cannot be written.
        """
        found = find(id, [self._folder])
        content = write_workbook(found) if file.suffix.lower() == EXCEL else to_yaml(to_plain(found)).encode()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, content)
        except OSError as error:
            what = _("{file} cannot be written: {reason}").format(file=file, reason=error.strerror)
            raise ExportError(what, _("Choose another folder, or close the file")) from error
        return file

    def versions(self, id: str) -> list[Version]:
        """The versions that were stored or used, oldest first; the last is the one in force."""
        now = find(id, [self._folder])
        with self._database.read() as tx:
            kept = [(hash, at, tx.checklists.json_of(hash)) for hash, at in tx.checklists.versions(id)]
        out = [Version(hash, at, from_json(text)) for hash, at, text in kept if hash != content_hash(now)]
        since = next((at for hash, at, _text in kept if hash == content_hash(now)), datetime.now())
        return [*out, Version(content_hash(now), since, now)]

    def differences(self, old: Checklist, new: Checklist) -> tuple[Difference, ...]:
        """What changed between two versions."""
        return version_differences(old, new)

    def try_on(self, call: Call, checklist: Checklist) -> Trial:
        """What the hints would answer in a call by this checklist, and what that gives; nothing is stored."""
        hints = self._hints(call, checklist)
        answers = tuple(
            Answer(h.criterion, h.suggested, quotes=h.quotes) for h in hints if h.suggested is not None
        )
        facts = {**self._around(call), **facts_of(call)}
        return Trial(hints, answers, running(checklist, answers, facts))

    def _file(self, id: str) -> Path:
        """The file of the department's own version: the one there is, else one named by the id."""
        for path in sorted(self._folder.glob("*.y*ml")) if self._folder.is_dir() else ():
            try:
                if read_checklist(path).id == id:
                    return path
            except ChecklistError:
                continue
        return self._folder / f"{id}.yaml"

    def _keep_shown(self, id: str) -> None:
        """Keeps the version that is replaced, whether or not a review used it."""
        try:
            before = find(id, [self._folder])
        except (ChecklistError, NotFound):
            return
        with self._database.transaction() as tx:
            tx.checklists.keep(before, canonical_json(before), content_hash(before))


def shares(checklist: Checklist) -> dict[str, float]:
    """By id, the per cent of the total that each section and each of its criteria is worth.

    Bonus criteria and those that are not scored have none; where nothing has weight, everything has none.
    """
    total = sum(section.weight for section in checklist.sections)
    out: dict[str, float] = {}
    for section in checklist.sections:
        share = 100 * section.weight / total if total else 0.0
        out[section.id] = share
        counted = [c for c in section.criteria if c.scored and not c.bonus]
        weights = sum(c.weight for c in counted)
        for criterion in counted:
            out[criterion.id] = share * criterion.weight / weights if weights else 0.0
    return out


def plain_of(checklist: Checklist) -> Plain:
    """A version in the form of its file."""
    return to_plain(checklist)


def rule_text(rule: Mapping[str, Any]) -> str:
    """A part of a checklist as it stands in the file."""
    return to_yaml(rule).strip()


def rule_of(text: str) -> dict[str, Any] | None:
    """A part of a checklist that is written as in the file; None where it cannot be read."""
    try:
        found = load(text, "").value
    except ChecklistError:
        return None
    return found if isinstance(found, dict) else None
