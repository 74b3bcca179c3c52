"""Commands of the review: hints, answers, score."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from qcdesk.cli.session import Session
from qcdesk.i18n import _, language

_CALL = Annotated[int, typer.Argument(help=_("Number of the call"))]

_PURPOSE = Annotated[str, typer.Option(help=_("regular, targeted, training or calibration"))]


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command(help=_("Show what the program suggests for each criterion, with quotes"))(hints)
    app.command(help=_("Store a reviewer's answers about a call"))(review)
    app.command(help=_("Show the score of a call: raw, criticals, final, and the arithmetic"))(score)


def hints(
    context: typer.Context,
    id: _CALL,
    checklist: Annotated[
        str | None, typer.Option(help=_("Id of the checklist; none: chosen by the call"))
    ] = None,
    advised: Annotated[
        bool, typer.Option("--advised", help=_("Ask the language model of the setting “adviser” too"))
    ] = False,
) -> None:
    """Prints hints; they are suggestions, never answers."""
    from qcdesk.cli import forms
    from qcdesk.cli.wording import clock

    session: Session = context.obj
    call = session.desk.call(id)
    choice = None if checklist else session.desk.choice(call)
    chosen = choice.checklist if choice else session.desk.checklist(checklist or "")
    found = session.desk.hints(call, chosen)
    if advised:
        found = (*found, *session.desk.advise(call, chosen))
    lines = [f"{chosen.id}  {', '.join(choice.because) if choice else ''}"]
    for hint in found:
        part = chosen.criterion(hint.criterion) or chosen.flag(hint.criterion)
        title = part.title.to(language()) if part else ""
        suggested = _("nothing found") if hint.suggested is None else _said(hint.suggested)
        lines.append(f"{hint.criterion:>4}  {suggested:<14} {title}")
        lines += [f"        {clock(q.start)}  «{q.text}»" for q in hint.quotes[:2]]
        lines += [
            _("        {start}–{end}  listen here").format(start=clock(p.start), end=clock(p.end))
            for p in hint.listen[:3]
        ]
    plain: dict[str, Any] = {
        "call": id,
        "checklist": chosen.id,
        "because": list(choice.because) if choice else [],
        "hints": [forms.hint(h) for h in found],
    }
    session.answer(plain, *lines)


def _said(suggested: str | float) -> str:
    words = {"yes": _("yes"), "no": _("no"), "na": _("not applicable")}
    return words.get(suggested, suggested) if isinstance(suggested, str) else f"{suggested:g}"


def review(
    context: typer.Context,
    id: _CALL,
    answers: Annotated[
        Path, typer.Option(help=_('YAML file: A2: {answer: no, quote: {at: "0:12"}, comment: …}'))
    ],
    reviewer: Annotated[str, typer.Option(help=_("Name of the reviewer"))],
    checklist: Annotated[
        str | None, typer.Option(help=_("Id of the checklist; none: as the file says, or chosen"))
    ] = None,
    purpose: _PURPOSE = "regular",
    reason: Annotated[str, typer.Option(help=_("Why an earlier review is corrected"))] = "",
    prefill: Annotated[
        bool, typer.Option("--prefill", help=_("Fill in, from proven hints, what the file leaves out"))
    ] = False,
) -> None:
    """Stores a review; nothing is ever overwritten."""
    from qcdesk.checklists.answers import read_answers
    from qcdesk.services.reviewing import ReviewRequest

    session: Session = context.obj
    sheet = read_answers(answers)
    named = checklist or sheet.checklist
    call = session.desk.call(id)
    chosen = session.desk.checklist(named) if named else session.desk.choice(call).checklist
    filled = session.desk.prefilled(call, chosen) if prefill else ()
    stored = session.desk.review(ReviewRequest(id, reviewer, purpose, reason), chosen, sheet, filled)
    _show_score(session, stored)


def score(context: typer.Context, id: _CALL, purpose: _PURPOSE = "regular") -> None:
    """Prints the score of the review in force."""
    session: Session = context.obj
    _show_score(session, session.desk.current_review(id, purpose))


def _show_score(session: Session, stored: Any) -> None:
    from qcdesk.cli import forms
    from qcdesk.cli.wording import effect, table
    from qcdesk.scoring.rounding import round_half_up

    result = stored.score

    def shown(value: float | None) -> str:
        return _("no score") if value is None else f"{round_half_up(value):.1f}"

    lines: list[Any] = []
    if result.unanswered:
        lines.append(_("Draft: not answered yet: {ids}").format(ids=", ".join(result.unanswered)))
    filled = [answer.criterion for answer in stored.answers if answer.prefilled]
    if filled:
        lines.append(_("Filled in by the program, untouched: {ids}").format(ids=", ".join(filled)))
    criticals = ", ".join(f"{c.criterion} ({effect(c.effect)})" for c in result.criticals) or "—"
    rows = [
        (_("Raw score"), shown(result.raw)),
        (_("Critical errors"), criticals),
        (_("Final result"), shown(result.final)),
    ]
    session.answer(forms.score(stored), *lines, table(("", ""), rows), result.arithmetic)
