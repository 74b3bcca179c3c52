"""Commands about trainees: from day 1 of the training to staff."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qcdesk.cli.calls import BY
from qcdesk.cli.session import Session
from qcdesk.i18n import _

if TYPE_CHECKING:
    from qcdesk.domain.lifecycle import Trainee

NAME = Annotated[str, typer.Argument(help=_("Full name"))]
REASON = Annotated[str, typer.Option(help=_("Why, where something is missing; it stays in the journal"))]


class What(StrEnum):
    """What a trainee hands in; the same as `domain.lifecycle.HandIn`, which is not loaded here."""

    TABLE = "spve"
    REASONS = "reasons"
    SCRIPT = "script"


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    group = typer.Typer(help=_("Trainees: training, attestation, internship, staff"), no_args_is_help=True)
    group.command(name="list", help=_("Everybody on the way, deadlines, who is ready to move"))(list_all)
    group.command(name="show", help=_("One person's way"))(show)
    group.command(name="start", help=_("Begin day 1 of the training"))(start)
    group.command(name="place", help=_("Put a person at a stage out of turn, with a reason"))(place)
    group.command(name="hand-in", help=_("Note what is handed in: spve, reasons, script"))(hand_in)
    group.command(name="draw", help=_("Draw rows and reasons for the role-play"))(draw)
    group.command(name="attest", help=_("Take the role-play's result from a review, or by hand"))(attest)
    group.command(name="sale", help=_("Note the first sale of an internship"))(sale)
    group.command(name="move", help=_("Make the next move; a person decides"))(move)
    group.command(name="coach", help=_("Note a session with a coach"))(coach)
    app.add_typer(group, name="stage")


def list_all(context: typer.Context) -> None:
    """Lists everybody on the way."""
    from qcdesk.cli.wording import table

    session: Session = context.obj
    life = session.desk.lifecycle
    found = life.all()
    rows = [
        (
            t.name,
            stage_name(str(t.stage)),
            t.attempt,
            t.day(date.today(), life.rules),
            _until(session, t),
            stage_name(str(t.next)) if t.ready and t.next else None,
            ", ".join(map(missing_name, t.missing)) or None,
        )
        for t in found
    ]
    heads = (
        _("Full name"),
        _("Stage"),
        _("Attempt"),
        _("Day"),
        _("Until"),
        _("Ready for"),
        _("Missing"),
    )
    none = _("Nobody is on the way. Begin: qcdesk stage start NAME")
    session.answer({"people": [plain(session, t) for t in found]}, table(heads, rows) if rows else none)


def show(context: typer.Context, name: NAME) -> None:
    """Shows one person."""
    session: Session = context.obj
    _tell(session, session.desk.lifecycle.of(name))


def start(context: typer.Context, name: NAME, by: BY = "") -> None:
    """Begins."""
    session: Session = context.obj
    _tell(session, session.desk.lifecycle.start(name, by))


def place(
    context: typer.Context,
    name: NAME,
    stage: Annotated[str, typer.Argument(help="training_day1 … staff, left")],
    reason: REASON = "",
    by: BY = "",
) -> None:
    """Puts a person at a stage."""
    session: Session = context.obj
    _tell(session, session.desk.lifecycle.place(name, stage, reason, by))


def hand_in(
    context: typer.Context,
    name: NAME,
    what: Annotated[What, typer.Argument(help=_("spve, reasons or script"))],
    note: Annotated[str, typer.Option(help=_("Where it is, when it is not in the program"))] = "",
    by: BY = "",
) -> None:
    """Notes what is handed in."""
    session: Session = context.obj
    _tell(session, session.desk.lifecycle.hand_in(name, str(what), note, by))


def draw(
    context: typer.Context,
    name: NAME,
    seed: Annotated[int | None, typer.Option(help=_("Repeats a draw"))] = None,
    by: BY = "",
) -> None:
    """Draws."""
    session: Session = context.obj
    found = session.desk.lifecycle.draw(name, seed, by)
    drawn = found.drawn or {}
    session.answer(
        {"name": name, **drawn},
        _("Rows: {codes}").format(codes=", ".join(drawn.get("rows", ())) or "—"),
        _("Reasons: {numbers}").format(numbers=", ".join(map(str, drawn.get("reasons", ()))) or "—"),
        _("Seed, which repeats the draw: {seed}").format(seed=drawn.get("seed")),
    )


def attest(
    context: typer.Context,
    name: NAME,
    call: Annotated[int | None, typer.Option(help=_("Number of the reviewed recording"))] = None,
    marks: Annotated[str, typer.Option(help=_("Marks 0 to 5 with commas, when it was not recorded"))] = "",
    critical: Annotated[str, typer.Option(help=_("Marks of critical points, beside the others"))] = "",
    by: BY = "",
) -> None:
    """Takes a result."""
    session: Session = context.obj
    if (call is None) == (not (marks or critical)):
        raise typer.BadParameter(_("name either --call or --marks"))
    life = session.desk.lifecycle
    if call is not None:
        found = life.attest(name, call, by)
    else:
        found = life.attest_by_hand(name, _numbers(marks), _numbers(critical), by)
    _tell(session, found)


def sale(
    context: typer.Context,
    name: NAME,
    call: Annotated[int | None, typer.Option(help=_("The call of the sale, where it is known"))] = None,
    by: BY = "",
) -> None:
    """Notes a sale."""
    session: Session = context.obj
    _tell(session, session.desk.lifecycle.sold(name, call, by))


def move(context: typer.Context, name: NAME, reason: REASON = "", by: BY = "") -> None:
    """Makes a move."""
    session: Session = context.obj
    _tell(session, session.desk.lifecycle.move(name, reason, by))


def coach(
    context: typer.Context,
    name: NAME,
    criterion: Annotated[list[str], typer.Option(help=_("Id of a criterion; may be given several times"))],
    day: Annotated[
        str | None, typer.Option(help=_("Day of the session, 2026-10-05; today unless given"))
    ] = None,
    note: Annotated[str, typer.Option(help=_("In a sentence or two"))] = "",
    by: BY = "",
) -> None:
    """Notes a session."""
    from qcdesk.domain.period import Period

    session: Session = context.obj
    when = Period.parse(day).first if day else None
    session.desk.lifecycle.coach(name, criterion, when, note, by)
    told = {"name": name, "criteria": criterion, "day": str(when or date.today())}
    session.answer(told, _("Noted. What changed since is told by the people export"))


def plain(session: Session, value: Trainee) -> dict[str, object]:
    """A person as `--json` prints him."""
    rules = session.desk.lifecycle.rules
    deadline = value.deadline(rules)
    return {
        "name": value.name,
        "stage": str(value.stage),
        "since": value.since.isoformat(),
        "attempt": value.attempt,
        "day": value.day(date.today(), rules),
        "deadline": deadline and deadline.isoformat(),
        "overdue": value.overdue(date.today(), rules),
        "ready": value.ready,
        "next": value.next and str(value.next),
        "missing": list(value.missing),
        "handed_in": sorted(map(str, value.handed_in)),
        "drawn": value.drawn and dict(value.drawn),
        "attestations": [
            {"attempt": a.attempt, "at": a.at.isoformat(), "passed": a.passed, "mean": a.mean, "call": a.call}
            for a in value.attestations
        ],
        "first_sale": value.sold and {"at": value.sold[0].isoformat(), "call": value.sold[1]},
        "days_to_staff": value.days_to_staff,
        "moves": [
            {"stage": str(m.stage), "at": m.at.isoformat(), "by": m.author, "forced": m.forced or None}
            for m in value.moves
        ],
    }


def stage_name(stage: str) -> str:
    """A stage in the user's language."""
    from qcdesk.i18n import language
    from qcdesk.reports.labels_life import life_labels

    return life_labels(language()).get(f"stage_{stage}", stage)


def missing_name(what: str) -> str:
    """What is missing, in the user's language."""
    from qcdesk.i18n import language
    from qcdesk.reports.labels_life import life_labels

    return life_labels(language())[f"missing_{what}"]


def _until(session: Session, value: Trainee) -> str | None:
    rules = session.desk.lifecycle.rules
    last = value.deadline(rules)
    if last is None:
        return None
    late = f" {_('(overdue)')}" if value.overdue(date.today(), rules) else ""
    return f"{last:%d.%m.%Y}{late}"


def _tell(session: Session, value: Trainee) -> None:
    from qcdesk.cli.wording import table

    lacking = ", ".join(map(missing_name, value.missing))
    rows = [
        (_("Full name"), value.name),
        (_("Stage"), stage_name(str(value.stage))),
        (_("Attempt"), value.attempt),
        (_("Day of the stage"), value.day(date.today(), session.desk.lifecycle.rules)),
        (_("Until"), _until(session, value)),
        (_("Next"), stage_name(str(value.next)) if value.next else None),
        (_("Missing"), lacking or (_("nothing, a person decides") if value.next else None)),
    ]
    if value.attestations:
        last = value.attestations[-1]
        mean = f", {last.mean:.1f}" if last.mean is not None else ""
        rows.append((_("Role-play"), (_("passed") if last.passed else _("not passed")) + mean))
        if last.again and not last.passed:
            rows.append((_("To learn again"), "; ".join(last.again)))
    if value.days_to_staff is not None:
        rows.append((_("Days to staff"), value.days_to_staff))
    session.answer(plain(session, value), table(("", ""), rows))


def _numbers(text: str) -> list[float]:
    try:
        return [float(part.replace(" ", "")) for part in text.split(",") if part.strip()]
    except ValueError:
        raise typer.BadParameter(_("marks are numbers with commas between them: 4,3,5")) from None
