"""A folder of reports that is whole or not there: files are made aside and put in place at the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qcdesk.errors import ExportError
from qcdesk.i18n import _
from qcdesk.reports.write import export_error, make_folder, write_report


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Where files are made, and where they will stand."""

    path: Path
    target: Path

    def place(self, written: Sequence[Path]) -> list[Path]:
        """Puts the finished files in place; a folder that was not there appears at once, with all of them.

        Raises:
            ExportError: a file cannot be put there.
        """
        if not self.target.exists():
            try:
                self.path.rename(self.target)
            except OSError as problem:
                raise export_error(self.target, problem) from problem
            return [self.target / path.name for path in written]
        return [write_report(make_folder(self.target) / path.name, path.read_bytes()) for path in written]


@contextmanager
def finished_folder(target: Path) -> Iterator[Unfinished]:
    """A folder beside the target to make files in; it is gone when the block ends, whatever happened.

    Raises:
        ExportError: a file stands in its place, or nothing can be made there.
    """
    if target.exists() and not target.is_dir():
        raise ExportError(
            str(target), _("A file stands where a folder is needed, or a folder where a file: choose another")
        )
    made = make_folder(target.absolute().parent)
    try:
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".unfinished", dir=made))
        aside.chmod(0o755)
    except OSError as problem:
        raise export_error(target, problem) from problem
    try:
        yield Unfinished(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
