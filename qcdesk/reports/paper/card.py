"""The sales manager's card on paper."""

from __future__ import annotations

from collections.abc import Mapping

from qcdesk.reports.card import ManagerCard
from qcdesk.reports.card_tables import calls_table, objections_table, step_result
from qcdesk.reports.coaching import Improvement
from qcdesk.reports.labels import card_labels
from qcdesk.reports.paper import blocks as page
from qcdesk.reports.paper.writer import Block, pdf, together
from qcdesk.reports.tables import Cells
from qcdesk.reports.wording import Wording

_BLANK = "_" * 24


def card_pdf(card: ManagerCard) -> bytes:
    """The card as a PDF: what it says is that of the page, without sound."""
    label, wording = card_labels(card.language), Wording(card.language)
    reviewers = [f"{label['reviewed_by']}: {', '.join(card.reviewers)}"] if card.reviewers else []
    return pdf(
        language=card.language,
        title=f"{label['document']} · {card.sales_manager} · {wording.days(card.period)}",
        kind=together(label["document"], card.company),
        heading=card.sales_manager,
        facts=[wording.days(card.period), *reviewers, f"{label['made']} {wording.moment(card.made_at)}"],
        made_at=card.made_at,
        author=card.company,
        blocks=_details(card, label, wording),
        first=[_first_page(card, label, wording, brief) for brief in page.BRIEFS],
    )


def _first_page(
    card: ManagerCard, label: Mapping[str, str], wording: Wording, brief: page.Brief
) -> list[Block]:
    out = [_figures(card, label, wording)]
    if not card.result.n:
        out.append(page.text(label["no_data"]))
    else:
        out.append(page.heading(label["improve"]))
        if not card.improve:
            out.append(page.text(label["nothing_lost"]))
        for number, item in enumerate(card.improve, 1):
            out.append(_improvement(number, item, card, label, wording, brief))
        if card.strengths:
            out.append(page.heading(label["strengths"]))
        for strength in card.strengths:
            done = f"{strength.section} · {label['done_in']} {wording.of(strength.met, strength.applicable)}"
            heard = bool(strength.example.quotes or strength.example.comment)
            quotes = (
                [page.quote(strength.example, card.clips, label, wording, short=True, brief=brief)]
                if heard
                else []
            )
            out.append(page.finding(brief.of(strength.title), [page.toned(done, "soft")], quotes))
    steps = [part for part in (_next(card, label), _last(card, label, wording)) if part]
    if steps:
        out.append(page.columns(*steps))
    return [*out, page.heading(label["answer"]), _answer(card, label, wording)]


def _figures(card: ManagerCard, label: Mapping[str, str], wording: Wording) -> Block:
    zone = Cells(wording).zone(card.zone, card.zone_proven)
    reviewed = f"{label['calls_reviewed']}: {wording.of(card.result.n, card.result.population)}"
    apart = [
        f"{label['apart']}: {label['no_result'] if p == 'regular' else wording.purpose(p)} {n}"
        for p, n in card.apart
    ]
    interval = wording.result(card.result).partition("\u00a0")[2]
    return page.figures(
        [
            page.figure(label["result"], wording.number(card.result.value, 0), interval, card.result, []),
            page.figure(
                label["zone"],
                "",
                "",
                None,
                [
                    page.toned(zone.text, zone.tone),
                    page.toned(reviewed),
                    *(page.toned(a, "soft") for a in apart),
                ],
            ),
            page.figure(
                label["before"],
                "",
                "",
                None,
                [
                    page.toned(wording.result(card.before)),
                    *(
                        [page.toned(label["n_calls"].format(n=card.before.n), "soft")]
                        if card.before.n
                        else []
                    ),
                    *([page.toned(wording.verdict(card.change), card.change)] if card.change else []),
                ],
            ),
        ]
    )


def _improvement(
    number: int,
    item: Improvement,
    card: ManagerCard,
    label: Mapping[str, str],
    wording: Wording,
    brief: page.Brief,
) -> Block:
    missed = f"{label['missed_in']} {wording.of(item.missed, item.applicable)}"
    missed = missed if item.missed else label["partly_met"]
    aside = f"{item.section} · {missed} · {label['lost']}: {wording.number(item.lost, 0)}"
    others = item.examples[1:]
    also = ", ".join(
        wording.moment(e.when) + (f" ({wording.clock(e.quotes[0].at)})" if e.quotes else "")
        for e in others[: brief.others]
    )
    if also and len(others[: brief.others]) < len(others):
        also += " …"
    short = brief.longest is not None
    return page.finding(
        f"{number}. {brief.of(item.title)}",
        [page.toned(aside, "soft")],
        [page.quote(item.examples[0], card.clips, label, wording, short=short, brief=brief)],
        [
            (label["consequence"], brief.of(item.consequence), False),
            (label["client_hears"], brief.of(item.client_hears), False),
            (label["say_instead"], brief.of(item.say_instead), True),
            (label["done_when"], "" if item.say_instead else brief.of(item.done_when), True),
            (label["also_in"], also, False),
        ],
        label["system_cause_note"] if item.system_cause else "",
    )


def _next(card: ManagerCard, label: Mapping[str, str]) -> list[Block]:
    step = card.next_step
    if step is None:
        return []
    due = f"{label['due']}: {step.due} · " if step.due else ""
    recheck = [page.note(f"{label['recheck']}: {step.recheck}")] if step.recheck else []
    agreed = label["agreed"] if step.agreed else label["proposed"]
    words = page.boxed([page.text(step.text, strong=True), page.note(due + agreed), *recheck])
    return [page.heading(label["next_step"]), words]


def _last(card: ManagerCard, label: Mapping[str, str], wording: Wording) -> list[Block]:
    step = card.last_step
    if step is None:
        return []
    due = f" ({label['due']}: {step.due})" if step.due else ""
    name = f"{step.criterion}: " if step.criterion else ""
    out = [page.heading(label["last_step"]), page.text(step.text + due)]
    out.append(page.text(name + step_result(card, label, wording), strong=True))
    if step.by_chance:
        out.append(page.note(label["by_chance"].format(share=wording.share(step.by_chance))))
    return [*out, page.note(label["assumed"])] if step.criterion else out


def _answer(card: ManagerCard, label: Mapping[str, str], wording: Wording) -> Block:
    boxes = label["acknowledged"], label["agree"], f"{label['disagree']} {_BLANK[:10]}"
    return page.boxed(
        [
            page.boxes(boxes),
            page.text(f"{label['because']} {_BLANK * 3}"),
            page.text(f"{label['signature']} {_BLANK}"),
            page.note(label["answer_how"].format(day=wording.day(card.answer_until))),
        ]
    )


def _details(card: ManagerCard, label: Mapping[str, str], wording: Wording) -> list[Block]:
    out: list[Block] = []
    if card.objections:
        out += page.section(objections_table(card), label["none"])
    if card.incidents:
        out.append(page.heading(label["incidents"]))
        out += [page.incident(i, card.clips, label, wording, named=False) for i in card.incidents]
    if card.calls:
        out += page.section(calls_table(card), label["none"])
    return [*out, page.heading(label["rule"]), *page.rule(card.rule)]
