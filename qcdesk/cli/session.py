"""One run of the command line: where the data is, how answers are printed, what failed."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from qcdesk.domain.events import Event, ItemFailed, Progress, Waiting
from qcdesk.errors import QcdeskError, printable
from qcdesk.i18n import _

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from qcdesk.desk import Desk

Result = TypeVar("Result")


@dataclass(slots=True)
class Session:
    """What all commands of a run share.

    Attributes:
        home: folder of the data; `home_named` when the user gave it.
        as_json: print JSON to standard output and nothing else there.
        failed: something failed; the exit code says so.
    """

    home: Path
    home_named: bool = False
    language: str | None = None
    as_json: bool = False
    debug: bool = False
    failed: bool = False
    _desk: Desk | None = field(default=None)

    @property
    def desk(self) -> Desk:
        """The department's desk, set up at first use."""
        if self._desk is None:
            gc.disable()  # nothing that is loaded is garbage: looking for it took a tenth of the time
            from qcdesk.desk import Desk

            gc.enable()
            self._desk = Desk(self.home, self.language)
        return self._desk

    def close(self) -> None:
        """Closes what was opened."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    # — output —

    def answer(self, plain: dict[str, Any], *shown: RenderableType) -> None:
        """The command's result: as JSON, or for people."""
        if self.as_json:
            sys.stdout.write(json.dumps(plain, ensure_ascii=False, indent=2, default=str) + "\n")
            sys.stdout.flush()
            return
        out = console()
        for one in shown:
            out.print(one, markup=False, highlight=False) if isinstance(one, str) else out.print(one)

    def line(self, plain: dict[str, Any], shown: str) -> None:
        """One of many equal results, as soon as it is there: an object on a line of its own, or a line."""
        sys.stdout.write((json.dumps(plain, ensure_ascii=False) if self.as_json else shown) + "\n")
        sys.stdout.flush()

    def note(self, text: str) -> None:
        """A remark beside the result, on standard error."""
        sys.stderr.write(printable_lines(text) + "\n")

    def complain(self, error: QcdeskError) -> None:
        """An error in plain words; with `--json` also as JSON."""
        self.failed = True
        self.note(f"qcdesk: {error}")
        if self.debug:
            import traceback

            traceback.print_exception(error)
        if self.as_json:
            self.answer({"error": str(error), "type": type(error).__name__})

    def follow(
        self, job: Generator[Event, None, Result], title: str, tell: Callable[[Event], None] | None = None
    ) -> Result:
        """Runs a long job to its end, showing how far it is; closes it when the user stops.

        Args:
            tell: called with every event, to print results as they come.
        """
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[left]}"),
        )
        shown = console(stderr=True)
        try:
            with Bar(
                *columns,
                console=shown,
                disable=not shown.is_terminal,
                transient=True,
                # The bar takes over what is printed, to stay below it; but a file must get its own lines.
                redirect_stdout=sys.stdout.isatty(),
            ) as bar:
                task = bar.add_task(title, total=None, left="")
                while True:
                    event = next(job)
                    if tell is not None:
                        tell(event)
                    if isinstance(event, Progress):
                        left = _left(
                            event.left_s if event.left_s is not None else bar.tasks[0].time_remaining
                        )
                        bar.update(
                            task,
                            completed=event.done,
                            total=event.total or None,
                            description=title,
                            left=left,
                        )
                    elif isinstance(event, Waiting):
                        bar.update(
                            task,
                            description=_("{title}: {subject} is loading").format(
                                title=title, subject=event.subject
                            ),
                        )
                    elif isinstance(event, ItemFailed):
                        self.failed = True
        except StopIteration as finished:
            result: Result = finished.value
            return result
        finally:
            job.close()


def _left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < 60:
        return _("less than a minute left")
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return _("{hours} h {minutes:02d} min left").format(hours=hours, minutes=minutes)
    return _("{minutes} min left").format(minutes=minutes)


def console(*, stderr: bool = False) -> Console:
    """A console of the terminal's width; a wide one where output goes to a file, so that nothing is cut."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else 160, highlight=False)


def printable_lines(text: str) -> str:
    """The text with control characters made visible, its lines kept."""
    return "\n".join(printable(line) for line in text.splitlines())
