"""The command that shows what was found in a call, key by key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qcdesk.cli.session import Session
from qcdesk.i18n import _

if TYPE_CHECKING:
    from qcdesk.evidence.detectors.detect import Finding


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command(help=_("Show what is found in a call: greeting, objections, next step and so on"))(detect)


def detect(
    context: typer.Context,
    id: Annotated[int | None, typer.Argument(help=_("Number of the call"))] = None,
    text: Annotated[
        Path | None, typer.Option("--text", help=_("Look in a text instead: a JSON file of turns"))
    ] = None,
) -> None:
    """Prints for every key whether it is in the call, and the words that prove it."""
    from qcdesk.cli import forms

    session: Session = context.obj
    if (id is None) == (text is None):
        raise typer.BadParameter(_("name one call, or a file with --text"))
    if text is not None:
        transcript, found = session.desk.detect_in(text)
    else:
        transcript, found = session.desk.detect(session.desk.call(id or 0))
    speakers = {turn.index: turn.speaker for turn in transcript.turns}
    plain = {key: forms.finding(value, speakers) for key, value in found.items()}
    session.answer({"detectors": plain}, "\n".join(_lines(found)))


def _lines(found: dict[str, Finding]) -> list[str]:
    from qcdesk.cli.wording import clock
    from qcdesk.domain.detectors import DETECTORS

    answers = {"yes": _("yes"), "no": _("no"), "na": _("not applicable")}
    lines = []
    for one in DETECTORS:
        value = found[one.key]
        lines.append(f"{answers[value.answer]:<14} {round(100 * value.confidence):>3} %  {_(one.title)}")
        lines += [f"{'':21}{clock(quote.start)}  «{quote.text}»" for quote in value.quotes[:2]]
    return lines
