"""Blocks of a page on paper: headings, figures, quotes with the times of their clips, tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qcdesk.reports.clips import Clips
from qcdesk.reports.estimates import Estimate
from qcdesk.reports.findings import Example, Incident
from qcdesk.reports.paper.writer import Block
from qcdesk.reports.pictures import interval_picture, on_paper
from qcdesk.reports.rule import Rule
from qcdesk.reports.tables import Cell, Column, Kind, Medium, Table
from qcdesk.reports.wording import Wording

_GROWS = {Kind.LONG: 3, Kind.TEXT: 2}
_SHORT, _NAME, _LONG_WORD = 22, 36, 14
_LINE, _WIDEST, _MARGIN = 110, 50, 3
_RIGHT = (Kind.NUMBER, Kind.WHOLE, Kind.PERCENT)
Toned = dict[str, str]


@dataclass(frozen=True, slots=True)
class Brief:
    """How much of the content a layout shows, so that page one can be one page.

    Attributes:
        longest: characters of a quote, a title or a sentence; None for all of them.
        lines: what else is said in a clip stands below its quote.
        others: so many further calls are named beside the first one; None for all.
        grave: so many kinds of critical errors are shown, each with one call.
        sentences: so many sentences of what cannot be said.
    """

    longest: int | None = None
    lines: bool = True
    others: int | None = None
    grave: int = 6
    sentences: int = 12

    def of(self, words: str) -> str:
        """The words, cut between two of them where they are too many."""
        return _cut(words, self.longest) if self.longest else words

    def sentence(self, words: str) -> str:
        """A sentence of what cannot be said; cut only where it names very many."""
        return _cut(words, LONG_SENTENCE) if self.longest else words


LONG_SENTENCE = 200
WHOLE = Brief()
BRIEFS = (
    WHOLE,
    Brief(lines=False, others=6, grave=4, sentences=8),
    Brief(200, lines=False, others=3, grave=4, sentences=8),
    Brief(90, lines=False, others=0, grave=4, sentences=8),
)
"""From the fullest layout to the shortest one."""


def _cut(words: str, longest: int) -> str:
    cut = words[:longest]
    return words if len(words) <= longest else f"{cut.rpartition(' ')[0] or cut}…"


def heading(text: str, level: int = 2) -> Block:
    """A heading of level 2 or 3; level 1 is the page's own."""
    return {"kind": "heading", "level": level, "text": text}


def text(
    words: str, *, soft: bool = False, strong: bool = False, size: float = 9, sticky: bool = False
) -> Block:
    """A paragraph; `size` in points, `sticky`: on one page with what follows."""
    return {"kind": "text", "text": words, "soft": soft, "strong": strong, "size": size, "sticky": sticky}


def note(words: str, *, sticky: bool = False) -> Block:
    """A remark under a heading."""
    return text(words, soft=True, size=8, sticky=sticky)


def toned(words: str, tone: str = "") -> Toned:
    """Words with the colour of a zone or a verdict."""
    return {"text": words, "tone": tone}


def points(items: Iterable[tuple[str, str]]) -> Block:
    """A list; each item is a strong beginning (may be empty) and the rest."""
    return {"kind": "points", "items": [{"strong": s, "text": t} for s, t in items]}


def facts(rows: Iterable[tuple[str, str]]) -> Block:
    """Names on the left, values on the right."""
    return {"kind": "facts", "rows": [list(row) for row in rows]}


def columns(*parts: list[Block]) -> Block:
    """Parts side by side."""
    return {"kind": "columns", "parts": list(parts)}


def boxes(items: Iterable[str]) -> Block:
    """Boxes to tick, side by side."""
    return {"kind": "boxes", "items": list(items)}


def boxed(blocks: list[Block]) -> Block:
    """Blocks in a frame that is never broken by a page."""
    return {"kind": "boxed", "blocks": blocks}


def figure(
    name: str, value: str, small: str, estimate: Estimate | None, lines: Sequence[Toned], scale: float = 1.0
) -> Block:
    """One of the great figures of page one, with its interval drawn."""
    drawn = interval_picture(estimate, (), scale) if estimate else ""
    svg = on_paper(drawn) if drawn else ""
    return {"name": name, "value": value, "small": small, "svg": svg, "lines": list(lines)}


def figures(items: list[Block]) -> Block:
    """The great figures in a row."""
    return {"kind": "figures", "items": items}


def rows(found: Iterable[tuple[str, Estimate, str]], marks: Sequence[float]) -> Block:
    """Name, interval and words on each line."""
    drawn = [(name, interval_picture(e, marks), words) for name, e, words in found]
    return {
        "kind": "rows",
        "rows": [{"name": n, "svg": on_paper(svg) if svg else "", "text": w} for n, svg, w in drawn],
    }


def image(title: str, svg: str, alt: str) -> Block:
    """A chart with its title; `alt` says the same in words."""
    return {"kind": "image", "title": title, "svg": on_paper(svg), "alt": alt}


def quote(
    example: Example,
    clips: Clips,
    label: Mapping[str, str],
    wording: Wording,
    *,
    short: bool,
    brief: Brief = WHOLE,
) -> Block:
    """Words of one call; where they can be heard, the times of the clip and what else is said in it."""
    quotes = example.quotes[:1] if short else example.quotes
    said = [{"at": wording.clock(q.at), "text": brief.of(q.text)} for q in quotes]
    if not said:
        said = [{"at": "", "text": label["not_said"] if example.not_said else label["no_quote"]}]
    comment = brief.of(example.comment) if not short else ""
    notes = [f"{label['comment']}: {comment}"] if comment else []
    lines: list[dict[str, str]] = []
    for q in quotes:
        clip = clips.get((example.call, q.at))
        if clip and clip.sound:
            start, end = wording.clock(clip.start), wording.clock(clip.end)
            notes.append(label["clip_of"].format(call=example.call, start=start, end=end))
            if brief.lines and len(clip.lines) > 1:
                lines += [{"who": wording.speaker(x.speaker), "text": x.text} for x in clip.lines]
    where = f"{wording.moment(example.when)} · {label['call']} {example.call}"
    return {"where": where, "said": said, "lines": lines, "note": "\n".join(notes)}


def finding(
    title: str,
    aside: Sequence[Toned] = (),
    quotes: Sequence[Block] = (),
    chain: Iterable[tuple[str, str, bool]] = (),
    small: str = "",
) -> Block:
    """A titled finding; each link of the chain is a name, words, and whether they are strong."""
    return {
        "kind": "finding",
        "title": title,
        "aside": [a for a in aside if a["text"]],
        "quotes": list(quotes),
        "chain": [list(link) for link in chain if link[1]],
        "note": small,
    }


def incident(
    item: Incident, clips: Clips, label: Mapping[str, str], wording: Wording, *, named: bool
) -> Block:
    """A critical error or a flag with its words."""
    who = [toned(item.sales_manager, "soft")] if named else []
    aside = [*who, toned(item.phone, "soft"), toned(item.effect, "red" if item.critical else "soft")]
    title = f"{item.title} ({label['targeted']})" if item.targeted else item.title
    return finding(title, aside, [quote(item.example, clips, label, wording, short=False)])


def table(content: Table) -> Block:
    """A table as a page shows it."""
    shown = content.seen_in(Medium.PAGE)
    columns = [(c, [row[i] for row in shown.rows]) for i, c in enumerate(shown.columns)]
    blocks = [_column(column, cells) for column, cells in columns]
    if sum(_letters(*one) for one in columns) > _LINE:  # as wide as their words they would leave the page
        for block, (column, cells) in zip(blocks, columns, strict=True):
            if not block["drawn"]:
                block["grow"] = min(_letters(column, cells) + _MARGIN, _WIDEST)
    return {
        "kind": "table",
        "columns": blocks,
        "rows": [
            [
                {
                    "text": cell.text,
                    "tone": cell.tone,
                    "note": cell.note,
                    "svg": on_paper(drawn) if cell.bar and (drawn := interval_picture(cell.bar)) else "",
                }
                for cell in row
            ]
            for row in shown.rows
        ],
    }


def _letters(column: Column, cells: Sequence[Cell]) -> int:
    """How many letters a column takes: its longest cell, or the longest word of its title."""
    return max(*map(len, column.title.split()), *(len(cell.text) for cell in cells), 1)


def section(content: Table, empty: str) -> list[Block]:
    """A table under its title and note; words in its place where it is empty."""
    head = [
        heading(content.title),
        *([note(content.note, sticky=True)] if content.note and content.rows else []),
    ]
    return [*head, table(content) if content.rows else text(content.empty or empty, soft=True)]


def rule(content: Rule) -> list[Block]:
    """The printed rule of the result."""
    methods = [text(f"{name}. {formula}.", size=8) for name, formula in content.methods]
    return [*methods, *(note(term) for term in content.terms)]


def _column(column: Column, cells: Sequence[Cell]) -> Block:
    """A column of short words is as wide as they are; only very long words may be divided."""
    texts = (column.title, *(c.text for c in cells))
    most = _SHORT if column.kind is Kind.LONG else _NAME
    drawn = any(c.bar for c in cells)
    return {
        "title": column.title,
        "grow": 0 if drawn or max(map(len, texts)) <= most else _GROWS.get(column.kind, 0),
        "right": column.kind in _RIGHT,
        "drawn": drawn,
        "divided": any(len(word) > _LONG_WORD for said in texts for word in said.split()),
    }
