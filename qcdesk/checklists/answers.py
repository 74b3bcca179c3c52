"""Reads a reviewer's answers from a YAML file: `A2: {answer: no, quote: {at: "0:12"}, comment: …}`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qcdesk.checklists.source import Source, load
from qcdesk.domain.review import NO, YES, Value
from qcdesk.domain.transcript import Speaker
from qcdesk.errors import AnswersError, ChecklistError
from qcdesk.i18n import _

_MOST_BYTES = 1_000_000
_LONGEST_TEXT = 4000
_SPEAKERS = (Speaker.SALES_MANAGER, Speaker.CLIENT)
_KEYS = frozenset({"answer", "comment", "quote", "not_said", "prefilled"})


@dataclass(frozen=True, slots=True)
class GivenQuote:
    """Where the proof of an answer is heard: `at` seconds of the recording, and who says it, if told.

    `text` is what is said there, word for word; empty: the sentence at that time.
    """

    at: float
    by: Speaker | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as written, with the places of its proof.

    `prefilled`: the program wrote it from its hint and nobody touched it.
    """

    criterion: str
    value: Value
    comment: str = ""
    quotes: tuple[GivenQuote, ...] = ()
    not_said: bool = False
    prefilled: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A file of answers; `checklist` is the one it names, if it does."""

    answers: tuple[GivenAnswer, ...]
    checklist: str = ""
    next_step: str = ""
    next_step_due: str = ""


def read_answers(path: Path) -> AnswerSheet:
    """Reads a file of answers.

    Raises:
        AnswersError: it cannot be read, or a line of it is wrong (the line is named).
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise AnswersError(str(path), _("too large for a file of answers"), _("Choose a YAML file"))
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise AnswersError(str(path), _("no such file"), _("Check the name")) from None
    except UnicodeDecodeError:
        raise AnswersError(str(path), _("not a text in UTF-8"), _("Save the file as UTF-8")) from None
    except OSError as error:
        raise AnswersError(
            str(path), _("cannot be read: {why}").format(why=error.strerror or error)
        ) from None
    return parse_answers(text, str(path))


def parse_answers(text: str, name: str) -> AnswerSheet:
    """Reads answers from a text; `name` is the file in errors.

    Raises:
        AnswersError: a line of it is wrong.
    """
    try:
        source = load(text, name)
    except ChecklistError as error:
        raise AnswersError(
            error.subject, error.reason, _("Write each answer as  A1: {answer: yes}")
        ) from None
    if not isinstance(source.value, dict):
        raise _wrong(source, (), _("not a list of answers by criterion"))
    entries = dict(source.value)
    checklist = entries.pop("checklist", "")
    step = entries.pop("next_step", {})
    if not isinstance(step, dict):
        step = {"text": step}
    answers = tuple(_answer(source, id, entry) for id, entry in entries.items() if entry is not None)
    due = _day(source, step.get("due"))
    return AnswerSheet(
        answers, str(checklist or ""), _text(source, ("next_step",), step.get("text") or ""), due
    )


def _day(source: Source, value: Any) -> str:
    """The day a step is due, as `2026-10-30`; empty for none."""
    if value is None or value == "":
        return ""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        reason = _("“{value}” is no day; write 2026-10-30").format(value=value)
        raise _wrong(source, ("next_step", "due"), reason) from None


def _answer(source: Source, id: str, entry: Any) -> GivenAnswer:
    fields = entry if isinstance(entry, dict) else {"answer": entry}
    unknown = set(fields) - _KEYS
    if unknown:
        where = (id, min(unknown))
        raise _wrong(source, where, _("unknown word “{word}”").format(word=min(unknown)))
    if fields.get("answer") is None:
        raise _wrong(source, (id,), _("no answer is given"))
    return GivenAnswer(
        criterion=id,
        value=_value(source, id, fields["answer"]),
        comment=_text(source, (id, "comment"), fields.get("comment") or ""),
        quotes=_quotes(source, id, fields.get("quote")),
        not_said=_flag(source, id, "not_said", fields),
        prefilled=_flag(source, id, "prefilled", fields),
    )


def _value(source: Source, id: str, value: Any) -> Value:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, (int, float)) and math.isfinite(value):
        return float(value)
    if isinstance(value, str):
        return _text(source, (id, "answer"), value.strip())
    raise _wrong(source, (id, "answer"), _("not an answer"))


def _flag(source: Source, id: str, name: str, fields: dict[str, Any]) -> bool:
    value = fields.get(name)
    if value in (None, False, "no"):
        return False
    if value in (True, "yes"):
        return True
    raise _wrong(source, (id, name), _("must be true or false"))


def _quotes(source: Source, id: str, given: Any) -> tuple[GivenQuote, ...]:
    if given is None:
        return ()
    return tuple(_quote(source, id, one) for one in (given if isinstance(given, list) else [given]))


def _quote(source: Source, id: str, given: Any) -> GivenQuote:
    fields = given if isinstance(given, dict) else {"at": given}
    unknown = fields.keys() - {"at", "by", "text"}
    if unknown:
        raise _wrong(source, (id, "quote"), _("unknown word “{word}”").format(word=min(unknown)))
    by = fields.get("by")
    if by is not None and by not in _SPEAKERS:
        names = ", ".join(_SPEAKERS)
        raise _wrong(
            source, (id, "quote"), _("“{by}” says nothing; possible: {names}").format(by=by, names=names)
        )
    text = _text(source, (id, "quote"), fields.get("text") or "")
    return GivenQuote(_time(source, id, fields.get("at")), None if by is None else Speaker(by), text)


def _time(source: Source, id: str, at: Any) -> float:
    seconds = at if isinstance(at, (int, float)) and not isinstance(at, bool) else parse_time(str(at))
    if seconds is None or not math.isfinite(seconds) or seconds < 0:
        raise _wrong(source, (id, "quote"), _("“{at}” is no time; write 75.5 or 1:15").format(at=at))
    return float(seconds)


def parse_time(text: str) -> float | None:
    """Seconds of `75.5`, `1:15` or `1:02:03`; None when it is no time."""
    seconds = 0.0
    parts = text.strip().split(":")
    if len(parts) > 3:
        return None
    for place, part in enumerate(parts):
        try:
            number = float(part.replace(",", "."))
        except ValueError:
            return None
        if place and not 0 <= number < 60:
            return None
        seconds = seconds * 60 + number
    return seconds


def _text(source: Source, where: tuple[str | int, ...], value: Any) -> str:
    text = str(value)
    if len(text) > _LONGEST_TEXT:
        raise _wrong(source, where, _("longer than {n} characters").format(n=_LONGEST_TEXT))
    return text


def _wrong(source: Source, where: tuple[str | int, ...], reason: str) -> AnswersError:
    line = source.line(where)
    subject = f"{source.name}:{line}" if line else source.name
    return AnswersError(
        subject, f"{where[0]}: {reason}" if where else reason, _("Write each answer as  A1: {answer: yes}")
    )
