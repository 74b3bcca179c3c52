"""Commands about product cards: the table property–use–gain–emotion and the reasons to buy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qcdesk.cli.calls import BY
from qcdesk.cli.session import Session
from qcdesk.i18n import _

if TYPE_CHECKING:
    from qcdesk.domain.product import CardRow, Reason
    from qcdesk.intake.product.source import Source

OF = Annotated[str, typer.Option("--of", help=_("Whose drafts, by full name; none: the company's cards"))]
PRODUCT = Annotated[str, typer.Option(help=_("Name of the product"))]
NAME = Annotated[str, typer.Argument(help=_("Code of the row, or number of the reason"))]
FILE = Annotated[str, typer.Argument(help=_("XLSX, DOCX or text file; - for text from the input"))]
_Text = Annotated[str | None, typer.Option()]


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    group = typer.Typer(
        help=_("Product cards: property–use–gain–emotion, 100 reasons to buy"), no_args_is_help=True
    )
    group.command(name="list", help=_("All rows and reasons, with the counter n/100"))(list_all)
    group.command(name="show", help=_("One row or one reason"))(show)
    group.command(name="add", help=_("Add a row (--feature …) or a reason (--reason …)"))(add)
    group.command(name="edit", help=_("Change a row or a reason; what is not named stays"))(edit)
    group.command(name="remove", help=_("Take a row or a reason out"))(remove)
    group.command(name="import", help=_("Take in XLSX, DOCX, text, or a pasted text (-)"))(take_in)
    group.command(name="export", help=_("Write all cards as XLSX"))(export)
    group.command(name="duplicates", help=_("Rows and reasons that say the same"))(duplicates)
    group.command(name="approve", help=_("Take a trainee's drafts into the company's cards"))(approve)
    group.command(name="used", help=_("What of the cards was voiced in a call, and what would have fitted"))(
        used
    )
    app.add_typer(group, name="cards")


def list_all(context: typer.Context, of: OF = "", product: PRODUCT = "") -> None:
    """Lists cards."""
    from qcdesk.cli import forms_product
    from qcdesk.cli.wording import table
    from qcdesk.domain.product import REASONS_WANTED

    session: Session = context.obj
    found = session.desk.cards.of(of, product)
    rows = [(r.code, r.feature, r.use, r.gain, r.emotion) for r in found.rows]
    reasons = [(r.number, r.text, r.segment, r.objection, r.row) for r in found.reasons]
    count = _("Reasons: {n}/{wanted}").format(n=len(found.reasons), wanted=REASONS_WANTED)
    complete = _("Rows: {n}, with all four links: {whole}").format(n=len(rows), whole=found.complete_rows)
    parts = (_("Code"), _("Property"), _("Use"), _("Gain"), _("Emotion"))
    heads = (_("No."), _("Reason"), _("Segment"), _("Objection"), _("Row"))
    plain = forms_product.cards(found, of)
    plain["owners"] = [name for name in session.desk.cards.owners() if name]
    session.answer(plain, table(parts, rows), complete, "", table(heads, reasons), count)


def show(context: typer.Context, name: NAME, of: OF = "") -> None:
    """Shows a row or a reason."""
    session: Session = context.obj
    _tell(session, session.desk.cards.find(name, of))


def add(
    context: typer.Context,
    reason: Annotated[str | None, typer.Option(help=_("The reason, in one phrase"))] = None,
    number: Annotated[int, typer.Option(help=_("Its number; none: the next free one"))] = 0,
    code: Annotated[str, typer.Option(help=_("Code of the row; none: the next free one"))] = "",
    feature: Annotated[str | None, typer.Option(help=_("Property: what it is"))] = None,
    use: Annotated[str, typer.Option(help=_("Use: what that does"))] = "",
    gain: Annotated[str, typer.Option(help=_("Gain: money, time or risk"))] = "",
    emotion: Annotated[str, typer.Option(help=_("Emotion: what one feels"))] = "",
    need: Annotated[str, typer.Option(help=_("What a client who needs it says"))] = "",
    objection: Annotated[str, typer.Option(help=_("The objection it answers"))] = "",
    segment: Annotated[str, typer.Option(help=_("For whom"))] = "",
    stage: Annotated[str, typer.Option(help=_("When in the talk"))] = "",
    row: Annotated[str, typer.Option(help=_("Code of the row that a reason comes from"))] = "",
    product: PRODUCT = "",
    of: OF = "",
    by: BY = "",
) -> None:
    """Adds a row or a reason."""
    from qcdesk.domain.product import CardRow, Reason

    session: Session = context.obj
    if (reason is None) == (feature is None):
        raise typer.BadParameter(_("name either --feature or --reason"))
    cards = session.desk.cards
    if reason is not None:
        taken = {r.number for r in cards.of(of).reasons}
        if number in taken:
            raise typer.BadParameter(_("this number is taken; change the reason with: qcdesk cards edit"))
        made = Reason(number, reason, product, segment, stage, objection, row, of)
        _tell(session, cards.put_reason(made, by))
        return
    if code and code in {r.code for r in cards.of(of).rows}:
        raise typer.BadParameter(_("this code is taken; change the row with: qcdesk cards edit"))
    whole = CardRow(code, feature or "", use, gain, emotion, product, need, objection, owner=of)
    _tell(session, cards.put_row(whole, by))


def edit(
    context: typer.Context,
    name: NAME,
    reason: Annotated[str | None, typer.Option(help=_("The reason, in one phrase"))] = None,
    feature: Annotated[str | None, typer.Option(help=_("Property: what it is"))] = None,
    use: Annotated[str | None, typer.Option(help=_("Use: what that does"))] = None,
    gain: Annotated[str | None, typer.Option(help=_("Gain: money, time or risk"))] = None,
    emotion: Annotated[str | None, typer.Option(help=_("Emotion: what one feels"))] = None,
    need: Annotated[str | None, typer.Option(help=_("What a client who needs it says"))] = None,
    objection: Annotated[str | None, typer.Option(help=_("The objection it answers"))] = None,
    segment: Annotated[str | None, typer.Option(help=_("For whom"))] = None,
    stage: Annotated[str | None, typer.Option(help=_("When in the talk"))] = None,
    row: Annotated[str | None, typer.Option(help=_("Code of the row that a reason comes from"))] = None,
    product: Annotated[str | None, typer.Option(help=_("Name of the product"))] = None,
    checked_by: Annotated[str | None, typer.Option(help=_("Who found the facts correct, today"))] = None,
    of: OF = "",
    by: BY = "",
) -> None:
    """Changes a row or a reason."""
    from dataclasses import replace
    from datetime import date

    from qcdesk.domain.product import CardRow

    session: Session = context.obj
    cards = session.desk.cards
    found = cards.find(name, of)
    common = {"product": product, "objection": objection}
    of_row = {
        "feature": feature,
        "use": use,
        "gain": gain,
        "emotion": emotion,
        "need": need,
        "checked_by": checked_by,
    }
    of_reason = {"text": reason, "segment": segment, "stage": stage, "row": row}
    mine, other = (of_row, of_reason) if isinstance(found, CardRow) else (of_reason, of_row)
    given = {key: text for key, text in (common | mine).items() if text is not None}
    if any(text is not None for text in other.values()) or not given:
        raise typer.BadParameter(_("name what is to change: a row has no reason, a reason has no property"))
    if isinstance(found, CardRow):
        changed = replace(found, **given)  # type: ignore[arg-type]
        if checked_by is not None:
            changed = replace(changed, checked_on=date.today() if checked_by else None)
        _tell(session, cards.put_row(changed, by))
    else:
        _tell(session, cards.put_reason(replace(found, **given), by))  # type: ignore[arg-type]


def remove(context: typer.Context, name: NAME, of: OF = "", by: BY = "") -> None:
    """Takes a row or a reason out."""
    session: Session = context.obj
    _tell(session, session.desk.cards.remove(name, of, by))


def take_in(context: typer.Context, file: FILE, of: OF = "", product: PRODUCT = "", by: BY = "") -> None:
    """Takes cards in from a document."""
    from qcdesk.cli import forms_product

    session: Session = context.obj
    cards = session.desk.cards
    done = cards.take_in(source(file), of, product, by)
    same = cards.duplicates(of)
    lines = [
        _("Rows: added {added}, changed {changed}").format(
            added=len(done.rows_added), changed=len(done.rows_changed)
        ),
        _("Reasons: added {added}, changed {changed}").format(
            added=len(done.reasons_added), changed=len(done.reasons_changed)
        ),
    ]
    lines += [_("Not taken: line {n}: {what}").format(n=r.line, what=r.what) for r in done.remarks]
    lines += [_("Say the same: {a} and {b}").format(a=d.first, b=d.second) for d in same]
    session.answer(forms_product.imported(done, same), "\n".join(lines))


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=_("The workbook to write (XLSX)"))],
    of: OF = "",
) -> None:
    """Writes the cards."""
    session: Session = context.obj
    written = session.desk.cards.export(file, of)
    session.answer({"file": str(written)}, str(written))


def duplicates(context: typer.Context, of: OF = "") -> None:
    """Lists what says the same."""
    from qcdesk.cli import forms_product
    from qcdesk.cli.wording import table

    session: Session = context.obj
    found = session.desk.cards.duplicates(of)
    rows = [(d.first, d.first_text, d.second, d.second_text, f"{100 * d.likelihood:.0f} %") for d in found]
    plain = {"duplicates": [forms_product.duplicate(one) for one in found]}
    session.answer(plain, table(("", _("Text"), "", _("Says the same"), _("Likely")), rows))


def approve(
    context: typer.Context, name: Annotated[str, typer.Argument(help=_("Full name"))], by: BY = ""
) -> None:
    """Takes drafts into the company's cards."""
    from qcdesk.cli import forms_product

    session: Session = context.obj
    done = session.desk.cards.approve(name, by)
    told = _("Taken into the company's cards: rows {rows}, reasons {reasons}").format(
        rows=len(done.rows_added), reasons=len(done.reasons_added)
    )
    session.answer(forms_product.imported(done, ()), told)


def used(context: typer.Context, id: Annotated[int, typer.Argument(help=_("Number of the call"))]) -> None:
    """Shows what of the cards was voiced."""
    from qcdesk.cli import forms_product
    from qcdesk.cli.wording_product import talk_lines

    session: Session = context.obj
    found = session.desk.cards.used(session.desk.call(id))
    session.answer(forms_product.talk(found), "\n".join(talk_lines(found)))


def source(file: str) -> Source:
    """A document named on the command line, or the text given to the program."""
    from qcdesk.intake.product.source import decoded, read_source, text_source

    if file != "-":
        return read_source(Path(file))
    name = _("pasted text")
    return text_source(decoded(sys.stdin.buffer.read(), name), name)


def _tell(session: Session, value: CardRow | Reason) -> None:
    from qcdesk.cli import forms_product
    from qcdesk.cli.wording_product import part_title
    from qcdesk.domain.product import CardRow, Part

    if isinstance(value, CardRow):
        lines = [value.code, *(f"{part_title(part)}: {value.part(part) or '—'}" for part in Part)]
        session.answer({"row": forms_product.row(value)}, "\n".join(lines))
    else:
        session.answer({"reason": forms_product.reason(value)}, f"№{value.number}  {value.text}")
