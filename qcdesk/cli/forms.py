"""Values as the plain dictionaries that `--json` prints; times are ISO, lengths seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from qcdesk.domain.call import Call
from qcdesk.domain.evidence import Hint
from qcdesk.domain.review import Answer, Review
from qcdesk.domain.transcript import Speaker, Transcript, Turn
from qcdesk.evidence.quantities import Quantity, quantities

if TYPE_CHECKING:
    from qcdesk.evidence.detectors.detect import Finding

Plain = dict[str, Any]


def call(value: Call) -> Plain:
    """A call with all that is known about it."""
    facts = value.facts
    return {
        "id": value.id,
        "path": value.path,
        "sha256": value.sha256,
        "state": str(value.state),
        "exclusion": value.exclusion and str(value.exclusion),
        "error": value.error,
        "duration_s": round(value.audio.duration_s, 3),
        "channels": value.audio.channels,
        "sample_rate": value.audio.sample_rate,
        "container": value.audio.container,
        "codec": value.audio.codec,
        "direction": str(facts.direction or "unknown"),
        "sales_manager": facts.sales_manager,
        "extension": facts.extension,
        "client_phone": facts.client_phone,
        "client_name": facts.client_name,
        "company": facts.company,
        "started_at": facts.started_at and facts.started_at.isoformat(),
        "started_at_approximate": facts.started_at_approximate,
        "external_id": facts.external_id,
        "role": facts.role and str(facts.role),
        "lead_kind": facts.lead_kind and str(facts.lead_kind),
        "lead_status": facts.lead_status,
        "stage": facts.stage,
        "manager_side": value.manager_side and str(value.manager_side),
    }


def finding(value: Finding, turns: Mapping[int, Speaker]) -> Plain:
    """What a detector found; `turns` says who speaks in each turn."""
    return {
        "answer": value.answer,
        "count": value.count,
        "confidence": value.confidence,
        "quotes": [
            {
                "turn": quote.turn,
                "start": round(quote.start, 3),
                "end": round(quote.end, 3),
                "text": quote.text,
                "speaker": str(turns[quote.turn]),
            }
            for quote in value.quotes
        ],
    }


_ADDED = (
    "id",
    "path",
    "sha256",
    "duration_s",
    "channels",
    "direction",
    "sales_manager",
    "client_phone",
    "started_at",
)
_LISTED = ("id", "path", "state", "sales_manager", "started_at", "duration_s", "exclusion", "error")


def added(value: Call) -> Plain:
    """A call that was just taken in."""
    whole = call(value)
    return {name: whole[name] for name in _ADDED}


def listed(value: Call) -> Plain:
    """A call in a list."""
    whole = call(value)
    return {name: whole[name] for name in _LISTED}


def quantity(value: Quantity) -> Plain:
    """A quantity said in a turn, with its span of characters."""
    return asdict(value)


def turn(value: Turn, day: date | None = None) -> Plain:
    """A turn with its words and with what it says in numbers; `day` is the call's."""
    return {
        "index": value.index,
        "speaker": str(value.speaker),
        "channel": value.channel,
        "start": value.start,
        "end": value.end,
        "text": value.text,
        "words": [asdict(w) for w in value.words],
        "quantities": [quantity(q) for q in quantities(value.text, day)],
    }


def transcript(value: Transcript | None, day: date | None = None) -> Plain:
    """Turns, text set aside, metrics, and how they were made; empty for a call not transcribed.

    Args:
        day: the day of the call, by which relative days in turns are resolved.
    """
    if value is None:
        return {"turns": [], "sounds": [], "removed": [], "metrics": {}}
    return {
        "turns": [turn(t, day) for t in value.turns],
        "sounds": [{"speaker": str(Speaker.SYSTEM), **asdict(s), "kind": str(s.kind)} for s in value.sounds],
        "removed": [asdict(r) for r in value.removed],
        "metrics": value.metrics,
        "recognition": {
            "engine": value.engine,
            "model": value.model,
            "language": value.language,
            "audio_s": value.audio_s,
            "speech_s": value.speech_s,
            "seconds": value.seconds,
            "manager_side": value.manager_side,
            "speakers_estimated": value.speakers_estimated,
            "notes": list(value.notes),
        },
    }


def hint(value: Hint) -> Plain:
    """A hint with its quotes."""
    return {
        "criterion": value.criterion,
        "suggested": value.suggested,
        "confidence": round(value.confidence, 3),
        "quotes": [asdict(q) for q in value.quotes],
        "listen": [{**asdict(p), "reason": str(p.reason)} for p in value.listen],
    }


def answer(value: Answer) -> Plain:
    """A reviewer's answer."""
    return {
        "criterion": value.criterion,
        "answer": value.value,
        "comment": value.comment,
        "not_said": value.not_said,
        "quotes": [asdict(q) for q in value.quotes],
    }


def score(value: Review) -> Plain:
    """The three values of a review, its criticals and its arithmetic."""
    result = value.score
    return {
        "call": value.call_id,
        "review": value.id,
        "checklist": value.checklist_id,
        "checklist_hash": value.checklist_hash,
        "reviewer": value.reviewer,
        "purpose": value.purpose,
        "draft": bool(result.unanswered),
        "method": result.method,
        "raw": result.raw,
        "criticals": [
            {"criterion": c.criterion, "answer": c.value, "effect": str(c.effect.kind), "cap": c.effect.cap}
            for c in result.criticals
        ],
        "final": result.final,
        "passed": result.passed,
        "arithmetic": result.arithmetic,
        "sections": [asdict(line) for line in result.lines],
        "unanswered": list(result.unanswered),
        "answers": [answer(a) for a in value.answers],
        "replaces": value.replaces,
        "reason": value.reason,
    }
