"""The card's tables, for a page and for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping

from qcdesk.reports.card import ManagerCard
from qcdesk.reports.findings import Example, Incident
from qcdesk.reports.labels import card_labels
from qcdesk.reports.tables import Cell, Cells, Column, Kind, Medium, Table, pairs
from qcdesk.reports.wording import Wording

_ANSWER_ROWS = 12


def calls_table(card: ManagerCard) -> Table:
    """Every reviewed call with its arithmetic."""
    label, cells, wording = card_labels(card.language), Cells(Wording(card.language)), Wording(card.language)
    rows = tuple(
        (
            cells.whole(c.call),
            cells.moment(c.when),
            Cell(c.phone),
            Cell(wording.clock(c.duration_s)),
            cells.number(c.raw),
            cells.number(c.final),
            Cell("; ".join(c.criticals), tone="red" if c.criticals else ""),
            Cell(c.arithmetic),
        )
        for c in card.calls
    )
    columns = (
        Column(label["call"], Kind.WHOLE, 8),
        Column(label["when"], Kind.MOMENT, 17),
        Column(label["phone"], Kind.CODE, 19),
        Column(label["length"], width=9),
        Column(label["raw"], Kind.NUMBER, 11),
        Column(label["final"], Kind.NUMBER, 11),
        Column(label["criticals"], Kind.LONG, 34),
        Column(label["arithmetic"], Kind.LONG, 60),
    )
    ids = tuple((f"call-{c.call}",) for c in card.calls)
    return Table("calls", label["calls"], columns, rows, ids=ids)


def objections_table(card: ManagerCard) -> Table:
    """His objections and what was decided on them."""
    label, cells = card_labels(card.language), Cells(Wording(card.language))
    outcome = {None: label["dispute_open"], True: label["dispute_upheld"], False: label["dispute_rejected"]}
    rows = tuple(
        (
            cells.whole(one.call, f"call-{one.call}"),
            Cell(one.title),
            Cell(one.text),
            Cell(outcome[one.upheld]),
            Cell(one.reason),
        )
        for one in card.objections
    )
    columns = (
        Column(label["call"], Kind.WHOLE, 8),
        Column(label["criterion"], Kind.LONG, 34),
        Column(label["your_reason"], Kind.LONG, 40),
        Column(label["decision"], width=14),
        Column(label["decided_because"], Kind.LONG, 40),
    )
    return Table("objections", label["objections"], columns, rows)


def incidents_table(
    found: tuple[Incident, ...], id: str, title: str, label: Mapping[str, str], wording: Wording, named: bool
) -> Table:
    """Critical errors or flags; `named` adds the sales manager."""
    cells = Cells(wording)
    rows = tuple(
        (
            cells.whole(i.example.call, f"call-{i.example.call}"),
            cells.moment(i.example.when),
            *([Cell(i.sales_manager)] if named else []),
            Cell(i.phone),
            Cell(f"{i.title} ({label['targeted']})" if i.targeted else i.title),
            Cell(i.effect, tone="red" if i.critical else ""),
            Cell(said(i.example, label, wording), note=i.example.comment),
            Cell(said(i.example, label, wording)),
            Cell(i.example.comment),
        )
        for i in found
    )
    columns = (
        Column(label["call"], Kind.WHOLE, 8),
        Column(label["when"], Kind.MOMENT, 17),
        *([Column(label["sales_manager"], width=24)] if named else []),
        Column(label["phone"], Kind.CODE, 19),
        Column(label["what"], Kind.LONG, 34),
        Column(label["effect"], width=20),
        Column(label["quote"], Kind.LONG, medium=Medium.PAGE),
        Column(label["quote"], Kind.LONG, 46, Medium.SHEET),
        Column(label["comment"], Kind.LONG, 40, Medium.SHEET),
    )
    return Table(id, title, columns, rows)


def said(example: Example, label: Mapping[str, str], wording: Wording) -> str:
    """The quotes of one example with their time codes, or that it was not said."""
    quotes = [f"{wording.clock(q.at)} {q.text}" for q in example.quotes]
    return "\n".join(quotes) or (label["not_said"] if example.not_said else "")


def card_sheets(card: ManagerCard) -> tuple[Table, ...]:
    """All of the card as tables, one a topic."""
    label, wording = card_labels(card.language), Wording(card.language)
    return (
        pairs("summary", label["summary"], (label["name"], label["text"]), _summary(card, label, wording)),
        _improve(card, label, wording),
        _strengths(card, label, wording),
        incidents_table(card.incidents, "incidents", label["incidents"], label, wording, named=False),
        calls_table(card),
        *([objections_table(card)] if card.objections else []),
        _answer(card, label, wording),
        pairs("rule", label["rule"], (label["name"], label["text"]), rule_rows(card)),
    )


def rule_rows(card: ManagerCard) -> list[tuple[str, str]]:
    """The printed rule as names and texts."""
    return [*card.rule.methods, *(("", term) for term in card.rule.terms)]


def _summary(card: ManagerCard, label: Mapping[str, str], wording: Wording) -> list[tuple[str, str]]:
    rows = [
        (label["document"], card.sales_manager),
        (label["company"], card.company),
        (label["period"], wording.days(card.period)),
        (label["reviewed_by"], ", ".join(card.reviewers)),
        (label["made"], wording.moment(card.made_at)),
        (label["calls_reviewed"], wording.of(card.result.n, card.result.population)),
        (label["result"], wording.result(card.result)),
        (label["zone"], Cells(wording).zone(card.zone, card.zone_proven).text),
        (label["before"], wording.result(card.before)),
        (label["change"], wording.verdict(card.change)),
    ]
    if card.next_step:
        origin = label["agreed"] if card.next_step.agreed else label["proposed"]
        rows.append((f"{label['next_step']} ({origin})", card.next_step.text))
        rows.append((label["due"], card.next_step.due))
        if card.next_step.recheck:
            rows.append((label["recheck"], card.next_step.recheck))
    if card.last_step:
        rows.append((label["last_step"], card.last_step.text))
        rows.append((card.last_step.criterion, step_result(card, label, wording)))
        if card.last_step.by_chance:
            rows.append(("", label["by_chance"].format(share=wording.share(card.last_step.by_chance))))
    return rows


def step_result(card: ManagerCard, label: Mapping[str, str], wording: Wording) -> str:
    """Before and now of the last step's criterion, and whether the difference is proven."""
    step = card.last_step
    if step is None or not step.verdict:
        return label["nothing_to_compare"]
    parts = [
        f"{word} {wording.of(round((e.value or 0.0) * e.n), e.n)}"
        for word, e in ((label["was"], step.before), (label["now"], step.now))
    ]
    told = label["too_few_to_tell"] if step.verdict == "unproven" else wording.verdict(step.verdict)
    return f"{parts[0]}, {parts[1]}: {told}"


def _improve(card: ManagerCard, label: Mapping[str, str], wording: Wording) -> Table:
    cells = Cells(wording)
    rows = tuple(
        (
            Cell(i.title),
            Cell(i.section),
            cells.whole(i.missed),
            cells.whole(i.applicable),
            cells.percent(i.fraction),
            cells.number(i.lost),
            cells.whole(e.call, f"call-{e.call}"),
            cells.moment(e.when),
            Cell(said(e, label, wording)),
            Cell(e.comment),
            Cell(i.consequence),
            Cell(i.client_hears),
            Cell(i.say_instead or i.done_when),
        )
        for i in card.improve
        for e in i.examples
    )
    columns = (
        Column(label["criterion"], Kind.LONG, 34),
        Column(label["section"], width=20),
        Column(label["missed"], Kind.WHOLE, 11),
        Column(label["applicable"], Kind.WHOLE, 12),
        Column(label["fulfilled"], Kind.PERCENT, 11),
        Column(label["lost"], Kind.NUMBER, 11),
        Column(label["call"], Kind.WHOLE, 8),
        Column(label["when"], Kind.MOMENT, 17),
        Column(label["quote"], Kind.LONG, 46),
        Column(label["comment"], Kind.LONG, 40),
        Column(label["consequence"], Kind.LONG, 36),
        Column(label["client_hears"], Kind.LONG, 36),
        Column(label["say_instead"], Kind.LONG, 46),
    )
    return Table("improve", label["improve"], columns, rows)


def _strengths(card: ManagerCard, label: Mapping[str, str], wording: Wording) -> Table:
    cells = Cells(wording)
    rows = tuple(
        (
            Cell(s.title),
            Cell(s.section),
            cells.whole(s.met),
            cells.whole(s.applicable),
            cells.whole(s.example.call, f"call-{s.example.call}"),
            cells.moment(s.example.when),
            Cell(said(s.example, label, wording)),
            Cell(s.example.comment),
        )
        for s in card.strengths
    )
    columns = (
        Column(label["criterion"], Kind.LONG, 34),
        Column(label["section"], width=20),
        Column(label["met"], Kind.WHOLE, 11),
        Column(label["applicable"], Kind.WHOLE, 12),
        Column(label["call"], Kind.WHOLE, 8),
        Column(label["when"], Kind.MOMENT, 17),
        Column(label["quote"], Kind.LONG, 46),
        Column(label["comment"], Kind.LONG, 40),
    )
    return Table("strengths", label["strengths"], columns, rows)


def _answer(card: ManagerCard, label: Mapping[str, str], wording: Wording) -> Table:
    how = label["answer_how"].format(day=wording.day(card.answer_until))
    items = [(str(n), i.title) for n, i in enumerate(card.improve, 1)]
    items += [("", "")] * (_ANSWER_ROWS - len(items))
    columns = (
        Column(label["call"], width=8),
        Column(label["item"], width=8),
        Column(label["criterion"], Kind.LONG, 40),
        Column(label["your_answer"], width=24),
        Column(label["your_reason"], Kind.LONG, 60),
    )
    rows = tuple((Cell(""), Cell(number), Cell(title), Cell(""), Cell("")) for number, title in items)
    return Table("answer", label["answer"], columns, rows, note=how)
