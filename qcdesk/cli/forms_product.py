"""Product cards, scripts and what was found of them in calls, as the plain dictionaries of `--json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qcdesk.domain.coverage import BlockTalk, Coverage
from qcdesk.domain.evidence import Quote
from qcdesk.domain.product import REASONS_WANTED, CardRow, Cards, Part, Reason
from qcdesk.domain.product_talk import Fitting, ProductTalk, VoicedPart, VoicedRow
from qcdesk.domain.script import Block, Script
from qcdesk.services.product import Duplicate, Imported

Plain = dict[str, Any]


def row(value: CardRow) -> Plain:
    """A row of the table."""
    return {
        "code": value.code,
        "product": value.product,
        **{str(part): value.part(part) for part in Part},
        "need": value.need,
        "objection": value.objection,
        "checked_by": value.checked_by,
        "checked_on": value.checked_on and value.checked_on.isoformat(),
        "missing": [str(part) for part in value.missing],
    }


def reason(value: Reason) -> Plain:
    """A reason to buy."""
    return {
        "number": value.number,
        "text": value.text,
        "product": value.product,
        "segment": value.segment,
        "stage": value.stage,
        "objection": value.objection,
        "row": value.row,
    }


def cards(value: Cards, owner: str) -> Plain:
    """All cards of one owner, with the counter of reasons."""
    return {
        "owner": owner,
        "reasons_wanted": REASONS_WANTED,
        "reasons_count": len(value.reasons),
        "rows_count": len(value.rows),
        "rows_complete": value.complete_rows,
        "rows": [row(one) for one in value.rows],
        "reasons": [reason(one) for one in value.reasons],
    }


def imported(value: Imported, duplicates: Iterable[Duplicate]) -> Plain:
    """What an import did, and what says the same now."""
    return {
        "rows_added": list(value.rows_added),
        "rows_changed": list(value.rows_changed),
        "reasons_added": list(value.reasons_added),
        "reasons_changed": list(value.reasons_changed),
        "not_taken": [{"sheet": r.place, "line": r.line, "reason": r.what} for r in value.remarks],
        "duplicates": [duplicate(one) for one in duplicates],
    }


def duplicate(value: Duplicate) -> Plain:
    """Two that say the same."""
    return {
        "first": value.first,
        "second": value.second,
        "likelihood": round(value.likelihood, 3),
        "first_text": value.first_text,
        "second_text": value.second_text,
    }


def talk(value: ProductTalk) -> Plain:
    """What of the cards was voiced in a call."""
    return {
        "call": value.call,
        "rows_looked_for": value.looked_for[0],
        "reasons_looked_for": value.looked_for[1],
        "full_chains": [one.row.code for one in value.full_chains],
        "rows": [_voiced(one) for one in value.rows],
        "reasons": [
            {
                "number": one.reason.number,
                "text": one.reason.text,
                "likelihood": round(one.likelihood, 3),
                "quote": quote(one.quote),
            }
            for one in value.reasons
        ],
        "feature_only": [
            {"quote": quote(one.quote), "row": one.row and one.row.code} for one in value.feature_only
        ],
        "fitting": [_fitting(one) for one in value.fitting],
    }


def script(value: Script) -> Plain:
    """A version of a script."""
    return {
        "sales_manager": value.sales_manager,
        "version": value.version,
        "created_at": value.created_at.isoformat(),
        "author": value.author,
        "note": value.note,
        "approved_by": value.approved_by or None,
        "approved_at": value.approved_at and value.approved_at.isoformat(),
        "absent_stages": [str(stage) for stage in value.absent_stages],
        "blocks": [block(one) for one in value.blocks],
    }


def block(value: Block) -> Plain:
    """A block of a script."""
    return {
        "title": value.title,
        "stage": value.stage and str(value.stage),
        "goal": value.goal,
        "phrases": list(value.phrases),
        "client": list(value.cues),
    }


def coverage(value: Coverage) -> Plain:
    """How a call went along a script."""
    return {
        "call": value.call,
        "sales_manager": value.script.sales_manager,
        "version": value.script.version,
        "approved": value.script.approved_at is not None,
        "asked": len(value.asked),
        "covered": len(value.asked) - len(value.missed),
        "share": None if value.share is None else round(value.share, 4),
        "missed": [one.block.title for one in value.missed],
        "order": list(value.order),
        "moved": list(value.moved),
        "blocks": [_block_talk(one) for one in value.blocks],
    }


def quote(value: Quote) -> Plain:
    """Words of a call."""
    return {
        "turn": value.turn,
        "start": round(value.start, 3),
        "end": round(value.end, 3),
        "text": value.text,
    }


def _voiced(value: VoicedRow) -> Plain:
    return {
        "code": value.row.code,
        "full": value.is_full,
        "unsaid": [str(part) for part in value.unsaid],
        "chain": [_part(one) for one in value.chain],
        "parts": [_part(one) for one in value.parts],
    }


def _part(value: VoicedPart) -> Plain:
    return {
        "part": str(value.part),
        "own_words": value.own_words,
        "likelihood": round(value.likelihood, 3),
        "quote": quote(value.quote),
    }


def _fitting(value: Fitting) -> Plain:
    return {
        "client": quote(value.client),
        "likelihood": round(value.likelihood, 3),
        "reason": value.reason and value.reason.number,
        "row": value.row and value.row.code,
        "text": value.text,
    }


def _block_talk(value: BlockTalk) -> Plain:
    return {
        "title": value.block.title,
        "stage": value.block.stage and str(value.block.stage),
        "covered": str(value.covered),
        "own_words": value.own_words,
        "quotes": [quote(one) for one in value.quotes],
        "instead": [quote(one) for one in value.instead],
    }
