"""The blocks of a script that a sales manager handed in as text or as a Word document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qcdesk.domain.script import Block, stage_of
from qcdesk.errors import TableError
from qcdesk.i18n import _
from qcdesk.intake.product.source import Paragraph, Source

LONGEST_PHRASE = 2_000
MOST_BLOCKS = 200
MOST_PHRASES = 2_000
_MARKED = re.compile(
    r"^\s*(?:#{1,4}\s*(?P<hash>.+?)\s*#*|\[(?P<square>[^\]]{2,80})\]|={2,}\s*(?P<bar>.+?)\s*={2,})\s*$"
)
_NUMBERED = re.compile(
    r"^\s*(?:блок|этап|шаг|block|step)?\s*№?\s*\d{1,2}\s*[.):\-–—]\s*(?P<title>[^.!?]{2,60})\s*:?$", re.I
)
_GOAL = re.compile(r"^\s*(?:цель|goal)\s*[:\-–—]\s*(?P<goal>.+)$", re.I)
_CLIENT = re.compile(r"^\s*(?:клиент|кл|к|client|c)\s*[:.]\s+(?P<said>.+)$", re.I)
_MANAGER = re.compile(r"^\s*(?:менеджер|мен|м|я|manager|m)\s*[:.]\s+", re.I)
_SAID = re.compile("|".join(p.pattern.split("(?P<")[0] for p in (_GOAL, _CLIENT, _MANAGER)), re.I)
_BULLET = re.compile(r"^\s*(?:[•*·\-–—]+\s+|\d{1,3}[.)]\s+)")
_PAUSE = re.compile(r"\n\s*\n")
_LONGEST_TITLE = 60


@dataclass(slots=True)
class _Open:
    """A block while its lines are read."""

    title: str
    phrases: list[str] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)
    goal: str = ""


def read_script(source: Source) -> tuple[Block, ...]:
    """The blocks of a script, in its order.

    A heading is a Word heading, `# …`, `[…]`, a short numbered line, a line that ends with a colon or is all
    capitals, or the bare name of a stage. Without any, paragraphs between empty lines are blocks.
    `Цель: …` tells what a block is for, `Клиент: …` what the client says.

    Raises:
        TableError: nothing that can be said is in it, or it is too long for a script.
    """
    paragraphs = _of_tables(source) if not any(p.text for p in source.paragraphs) else source.paragraphs
    blocks = tuple(_named_apart(_blocks(paragraphs)))
    if not any(block.phrases for block in blocks):
        remedy = _("Write what you say under the heading of each block")
        raise TableError(source.name, _("no phrase was found in it"), remedy)
    phrases = [phrase for block in blocks for phrase in block.phrases]
    if len(blocks) > MOST_BLOCKS or len(phrases) > MOST_PHRASES:
        reason = _("it has {blocks} blocks with {phrases} phrases").format(
            blocks=len(blocks), phrases=len(phrases)
        )
        raise TableError(source.name, reason, _("A script is what one says in one call: keep that only"))
    if any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
        reason = _("a phrase is longer than {limit} characters").format(limit=LONGEST_PHRASE)
        raise TableError(source.name, reason, _("Write every phrase on a line of its own"))
    return blocks


def _blocks(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    titles = [_title(p, strict=False) for p in paragraphs]
    if sum(1 for p in paragraphs if _title(p, strict=True)) >= 1:
        titles = [
            _title(p, strict=True) or (_title(p, strict=False) if stage_of(p.text) else "")
            for p in paragraphs
        ]
    if not any(titles):
        yield from _by_pauses(paragraphs)
        return
    current: _Open | None = None
    for paragraph, title in zip(paragraphs, titles, strict=True):
        if title:
            if current:
                yield _closed(current)
            current = _Open(title)
        elif paragraph.text:
            current = current or _Open(_("Beginning"))
            _take(current, paragraph.text)
    if current:
        yield _closed(current)


def _by_pauses(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    """Blocks by empty lines, named by their first words; lines without a pause are a block each."""
    groups = [g.split("\n") for g in _PAUSE.split("\n".join(p.text for p in paragraphs).strip())]
    if len(groups) == 1:
        groups = [[line] for line in groups[0]]
    for group in groups:
        opened = _Open("")
        for line in group:
            if line.strip():
                _take(opened, line)
        if opened.phrases or opened.cues:
            opened.title = " ".join((opened.phrases or opened.cues)[0].split()[:4]).rstrip(".,!?;:…")
            yield _closed(opened)


def _take(block: _Open, line: str) -> None:
    if goal := _GOAL.match(line):
        block.goal = goal.group("goal")
        return
    line = _BULLET.sub("", line)
    if said := _CLIENT.match(line):
        block.cues.append(said.group("said"))
        return
    phrase = _MANAGER.sub("", line).strip(' "«»')
    if any(letter.isalpha() for letter in phrase):
        block.phrases.append(phrase)


def _title(paragraph: Paragraph, *, strict: bool) -> str:
    """The heading that a line is; empty for a phrase.

    Args:
        strict: only lines that are marked as headings count.
    """
    text = paragraph.text
    if paragraph.is_heading:
        return _BULLET.sub("", text).rstrip(":").strip()
    if marked := _MARKED.match(text):
        return str(next(group for group in marked.groups() if group)).rstrip(":").strip()
    if strict or not text or len(text) > _LONGEST_TITLE or _SAID.match(text):
        return ""
    if (numbered := _NUMBERED.match(text)) and (
        stage_of(text) or text.endswith(":") or len(text.split()) <= 4
    ):
        return numbered.group("title").strip()
    bare = text.rstrip(":").strip()
    if text.endswith(":"):
        return bare
    if bare.isupper() and len(bare) > 3:
        return bare.capitalize()
    return bare if stage_of(bare) and len(bare.split()) <= 3 and bare[-1].isalpha() else ""


def _closed(block: _Open) -> Block:
    return Block(block.title[:_LONGEST_TITLE], tuple(block.phrases), block.goal, tuple(block.cues))


def _named_apart(blocks: Iterator[Block]) -> Iterator[Block]:
    """Blocks of one title get numbers, so that a title names one block."""
    seen: dict[str, int] = {}
    for block in blocks:
        count = seen[block.title.casefold()] = seen.get(block.title.casefold(), 0) + 1
        title = block.title if count == 1 else f"{block.title} ({count})"
        yield Block(title, block.phrases, block.goal, block.cues)


def _of_tables(source: Source) -> tuple[Paragraph, ...]:
    """A script in a table: the first column names the block, the others are what is said there."""
    lines: list[Paragraph] = []
    for grid in source.grids:
        for _number, cells in grid.rows:
            title, said = cells[0], [cell for cell in cells[1:] if cell]
            if title and said:
                lines.append(Paragraph(title, is_heading=True))
            lines += [Paragraph(text) for text in said or [title]]
    return tuple(lines)
