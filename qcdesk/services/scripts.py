"""The sales managers' own scripts: versions, approval, and how calls went along them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qcdesk.domain.call import Call
from qcdesk.domain.coverage import Coverage
from qcdesk.domain.rights import Action
from qcdesk.domain.script import Block, Script, Stage, stage_title
from qcdesk.errors import InputError, NotFound
from qcdesk.evidence.meaning.by_words import WordLikeness
from qcdesk.evidence.meaning.coverage import DETECTORS, RAISED, coverage
from qcdesk.evidence.meaning.likeness import Likeness
from qcdesk.i18n import _
from qcdesk.intake.product.script import read_script
from qcdesk.intake.product.source import Source, read_source, text_source
from qcdesk.reports.cards import script_workbook
from qcdesk.reports.write import write_report
from qcdesk.services.product import Detect
from qcdesk.services.rights import require
from qcdesk.storage import Database


class OwnScripts:
    """The scripts of a department's sales managers.

    Args:
        detect: finds everything that detectors look for in a call.
        likeness: how sentences are matched; by words unless given.
    """

    def __init__(self, database: Database, detect: Detect, likeness: Likeness | None = None) -> None:
        self._database = database
        self._detect = detect
        self._likeness = likeness or WordLikeness()

    def hand_in(self, sales_manager: str, source: Source, by: str = "", note: str = "") -> Script:
        """Stores the next version of a sales manager's script; the same blocks again are no new version.

        Raises:
            TableError: there is no script in the document.
            NotFound: no sales manager is named.
        """
        return self.store(sales_manager, read_script(source), by, note)

    def hand_in_file(self, sales_manager: str, path: Path, by: str = "") -> Script:
        """Stores a script from a workbook, a Word document or a text; see `hand_in`."""
        return self.hand_in(sales_manager, read_source(path), by)

    def hand_in_text(self, sales_manager: str, text: str, by: str = "") -> Script:
        """Stores a script that is pasted; see `hand_in`."""
        return self.hand_in(sales_manager, text_source(text, sales_manager), by)

    def store(self, sales_manager: str, blocks: Sequence[Block], by: str = "", note: str = "") -> Script:
        """Stores blocks as the next version."""
        name = sales_manager.strip()
        if not name:
            raise NotFound("", _("whose script is it?"), _("Name the sales manager"))
        who = require(self._database, Action.CARDS, by)
        with self._database.transaction() as tx:
            last = tx.scripts.newest(name)
            if last is not None and last.blocks == tuple(blocks):
                return last
            script = tx.scripts.add(name, blocks, who, note)
            told = {"sales_manager": name, "version": script.version, "blocks": [b.title for b in blocks]}
            tx.audit.append(who, "script.version", told)
        return script

    def change_block(
        self, sales_manager: str, title: str, phrases: Sequence[str], by: str = "", note: str = ""
    ) -> Script:
        """Gives one block other phrases, or adds it at the end; that makes a new version.

        Raises:
            NotFound: that person has no script.
            InputError: there is no title or no phrase.
        """
        told = tuple(" ".join(phrase.split()) for phrase in phrases if phrase.strip())
        name = " ".join(title.split())
        if not (name and told):
            raise InputError(name or sales_manager, _("a block needs a title and a phrase"))
        blocks = list(self.of(sales_manager).blocks)
        place = next((n for n, b in enumerate(blocks) if b.title.casefold() == name.casefold()), None)
        if place is None:
            blocks.append(Block(name, told))
        else:
            blocks[place] = replace(blocks[place], phrases=told)
        return self.store(sales_manager, blocks, by, note)

    def approve(self, sales_manager: str, version: int | None = None, by: str = "") -> Script:
        """Remembers who approved a version, the newest unless one is named."""
        number = self.of(sales_manager, version).version
        who = require(self._database, Action.CARDS, by)
        with self._database.transaction() as tx:
            script = tx.scripts.approve(sales_manager, number, who)
            tx.audit.append(who, "script.approved", {"sales_manager": sales_manager, "version": number})
        return script

    def of(self, sales_manager: str, version: int | None = None) -> Script:
        """A version of somebody's script, the newest unless one is named.

        Raises:
            NotFound: that person has no script, or none of that version.
        """
        with self._database.read() as tx:
            if version is not None:
                return tx.scripts.version(sales_manager, version)
            found = tx.scripts.newest(sales_manager)
            names = ", ".join(tx.scripts.authors()) or "—"
        if found is None:
            what = _("no script of this sales manager was handed in")
            raise NotFound(sales_manager, what, _("Scripts there are of: {names}").format(names=names))
        return found

    def versions(self, sales_manager: str) -> list[Script]:
        """All versions of somebody's script, oldest first."""
        with self._database.read() as tx:
            return tx.scripts.versions(sales_manager)

    def newest(self) -> list[Script]:
        """The newest version of everybody's script."""
        with self._database.read() as tx:
            found = [tx.scripts.newest(name) for name in tx.scripts.authors()]
        return [script for script in found if script is not None]

    def coverage(self, call: Call, version: int | None = None) -> Coverage:
        """How a call went along the own script of its sales manager.

        Raises:
            NotFound: nobody knows whose call it is, he has no script, or the call is not transcribed.
        """
        name = call.facts.sales_manager
        if not name:
            what = _("nobody knows whose call it is")
            raise NotFound(str(call.id), what, _("Say it: qcdesk set {id} --manager NAME").format(id=call.id))
        script = self.of(name, version)
        transcript, found = self._detect(call)
        keys = {RAISED, *(key for keys in DETECTORS.values() for key in keys)}
        quotes = {key: found[key].quotes if found[key].answer == "yes" else () for key in keys}
        return coverage(call.id, transcript, script, self._likeness, quotes)

    def export(self, path: Path, sales_manager: str, version: int | None = None) -> Path:
        """Writes a script as a workbook.

        Raises:
            NotFound: as `of`.
            ExportError: the file cannot be written.
        """
        return write_report(path, script_workbook(self.of(sales_manager, version)))


def template() -> str:
    """A text to write a script into: a heading for each stage of a sale."""
    return "\n\n".join(f"# {stage_title(stage)}" for stage in Stage) + "\n"
