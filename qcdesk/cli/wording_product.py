"""How the command line says what was found of product cards and scripts in a call."""

from __future__ import annotations

from collections.abc import Iterator

from qcdesk.cli.wording import clock
from qcdesk.domain.coverage import BlockTalk, Coverage, Covered
from qcdesk.domain.evidence import Quote
from qcdesk.domain.product import Part
from qcdesk.domain.product_talk import ProductTalk, VoicedRow
from qcdesk.domain.script import Script, stage_title
from qcdesk.i18n import _

_INDENT = "    "


def part_title(part: Part) -> str:
    """A link of a chain."""
    return {
        Part.FEATURE: _("Property"),
        Part.USE: _("Use"),
        Part.GAIN: _("Gain"),
        Part.EMOTION: _("Emotion"),
    }[part]


def talk_lines(talk: ProductTalk) -> Iterator[str]:
    """What of the cards was voiced, and what would have fitted."""
    rows, reasons = talk.looked_for
    yield _("Full chains: {n}; rows voiced: {voiced} of {rows}; reasons voiced: {said} of {reasons}").format(
        n=len(talk.full_chains), voiced=len(talk.rows), rows=rows, said=len(talk.reasons), reasons=reasons
    )
    for row in talk.rows:
        yield from _row_lines(row)
    for one in talk.reasons:
        yield f"№{one.reason.number}  {one.reason.text}"
        yield _said(one.quote)
    if talk.feature_only:
        yield _("Named without what it gives the client:")
        for named in talk.feature_only:
            yield _said(named.quote)
            if named.row and (given := named.row.gain or named.row.use):
                yield f"{_INDENT}{_INDENT}→ {named.row.code}: {given}"
    if talk.fitting:
        yield _("Would have fitted:")
        for fits in talk.fitting:
            name = f"№{fits.reason.number}" if fits.reason else fits.row.code if fits.row else ""
            yield _("  the client: {quote}").format(quote=_said(fits.client).strip())
            yield f"{_INDENT}{_INDENT}→ {name}: {fits.text}"


def coverage_lines(found: Coverage) -> Iterator[str]:
    """How a call went along a script."""
    script = found.script
    yield _("Script of {name}, version {version}").format(name=script.sales_manager, version=script.version)
    yield _("Blocks said: {n} of {asked}").format(
        n=len(found.asked) - len(found.missed), asked=len(found.asked)
    )
    for block in found.blocks:
        yield from _block_lines(block)
    if found.order:
        yield _("Order in the call: {titles}").format(titles=" → ".join(found.order))
    if found.moved:
        yield _("Out of the script's order: {titles}").format(titles=", ".join(found.moved))


def script_lines(script: Script) -> Iterator[str]:
    """A script as text that can be taken in again."""
    for block in script.blocks:
        yield f"# {block.title}"
        if block.goal:
            yield _("Goal: {goal}").format(goal=block.goal)
        yield from block.phrases
        yield from (_("Client: {said}").format(said=cue) for cue in block.cues)
        yield ""
    if script.absent_stages:
        names = ", ".join(stage_title(stage) for stage in script.absent_stages)
        yield _("No block is named for: {names}").format(names=names)


def covered(value: Covered) -> str:
    """What became of a block."""
    return {
        Covered.YES: _("said"),
        Covered.PARTLY: _("said in part"),
        Covered.MISSED: _("missed"),
        Covered.UNCALLED: _("no occasion"),
        Covered.SILENT: _("not for saying"),
    }[value]


def _row_lines(row: VoicedRow) -> Iterator[str]:
    links = " → ".join(part_title(link.part) for link in row.chain)
    unsaid = ", ".join(part_title(part) for part in row.unsaid)
    yield f"{row.row.code}  {links}" + (
        "" if row.is_full else "  " + _("(unsaid: {parts})").format(parts=unsaid)
    )
    for link in row.chain:
        mark = " " + _("(in own words)") if link.own_words else ""
        yield f"{_said(link.quote)}{mark}"


def _block_lines(talk: BlockTalk) -> Iterator[str]:
    mark = " " + _("(in own words)") if talk.own_words else ""
    yield f"{covered(talk.covered):<14} {talk.block.title}{mark}"
    yield from map(_said, talk.quotes)
    if talk.instead:
        yield _INDENT + _("said instead:")
        yield from map(_said, talk.instead)


def _said(quote: Quote) -> str:
    return f"{_INDENT}{clock(quote.start)}  «{quote.text}»"
