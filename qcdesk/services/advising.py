"""The one seam for a language model: a server on this computer may propose answers; quotes are checked.

Off unless the setting `adviser` names its address (OpenAI's form of chat, as llama.cpp, Ollama and LM Studio
offer it). Only addresses of this computer are taken: calls never leave it. What the server says is worth no
more than its quotes: each passes the guard of evidence, and an answer without one is dropped.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from qcdesk.domain.checklist import Checklist, Criterion
from qcdesk.domain.evidence import Hint, Quote
from qcdesk.domain.transcript import Speaker, Transcript, Turn
from qcdesk.errors import InputError
from qcdesk.evidence.guard import asked_sides, fault, occurrences
from qcdesk.evidence.quoting import Clock
from qcdesk.i18n import _
from qcdesk.storage import Database

TIMEOUT_S = 120.0
CONFIDENCE = 0.5
"""Of a proposal: its words are checked, its judgement is not."""
_MOST_BYTES = 1_000_000
_TASK = (
    "You check a sales call against criteria. Answer with JSON only: "
    '{"answers": [{"id": "…", "answer": "yes" or "no", "quotes": [{"turn": 0, "text": "…"}]}]}. '
    "A quote is copied word for word from one turn. Leave out what you are not sure of."
)


@dataclass(frozen=True, slots=True)
class Adviser:
    """A server to ask: its address, and the name of the model it should use (empty: its own choice)."""

    address: str
    model: str = ""

    def __post_init__(self) -> None:
        """Refuses what is no address of this computer.

        Raises:
            InputError: another form, or another computer.
        """
        parts = urlsplit(self.address)
        if parts.scheme != "http" or not parts.hostname:
            raise InputError(self.address, _("this is no address of a server"), _remedy())
        if not _is_this_computer(parts.hostname):
            reason = _("calls are sent to no other computer")
            raise InputError(self.address, reason, _remedy())

    def advise(
        self, transcript: Transcript, checklist: Checklist, timeout_s: float = TIMEOUT_S
    ) -> tuple[Hint, ...]:
        """What the server proposes for the criteria of a checklist, as far as its quotes stand the guard.

        Raises:
            InputError: nobody answers there, or not in time, or not in the form that was asked for.
        """
        criteria = list(checklist.criteria())
        said = self._ask(_question(transcript, criteria), timeout_s)
        return tuple(_hints(said, {c.id: c for c in criteria}, transcript))

    def _ask(self, question: str, timeout_s: float) -> Sequence[Any]:
        parts = urlsplit(self.address)
        messages = [{"role": "system", "content": _TASK}, {"role": "user", "content": question}]
        body = {"messages": messages, "temperature": 0, "response_format": {"type": "json_object"}}
        if self.model:
            body["model"] = self.model
        connection = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=timeout_s)
        path = f"{parts.path.rstrip('/')}/chat/completions"
        try:
            connection.request("POST", path, json.dumps(body).encode(), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            told = answer.read(_MOST_BYTES)
        except (OSError, HTTPException) as error:
            reason = _("no answer from the language model")
            raise InputError(
                self.address, reason, _("Start its server, or switch the adviser off")
            ) from error
        finally:
            connection.close()
        return self._answers(told)

    def _answers(self, told: bytes) -> Sequence[Any]:
        try:
            content = json.loads(json.loads(told)["choices"][0]["message"]["content"])
            answers = content["answers"]
        except (ValueError, KeyError, IndexError, TypeError) as error:
            reason = _("the language model answers in another form")
            raise InputError(self.address, reason, _("Try a larger model")) from error
        return answers if isinstance(answers, list) else []


def advise(
    database: Database, call_id: int, checklist: Checklist, address: str, model: str = ""
) -> tuple[Hint, ...]:
    """What the server at that address proposes for a call; nothing where no address is given.

    Raises:
        NotFound: no such call.
        InputError: see `Adviser`.
    """
    if not address:
        return ()
    adviser = Adviser(address, model)
    with database.read() as tx:
        tx.calls.by_id(call_id)
        transcript = tx.transcripts.current(call_id)
    return adviser.advise(transcript, checklist) if transcript else ()


def _is_this_computer(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _question(transcript: Transcript, criteria: Sequence[Criterion]) -> str:
    talk = [{"turn": t.index, "speaker": str(t.speaker), "text": t.text} for t in transcript.turns]
    asked = [
        {"id": c.id, "criterion": c.title.ru, "yes_when": c.guide.yes.ru if c.guide.yes else ""}
        for c in criteria
    ]
    return json.dumps({"call": talk, "criteria": asked}, ensure_ascii=False)


def _hints(said: Sequence[Any], criteria: Mapping[str, Criterion], transcript: Transcript) -> Iterator[Hint]:
    turns = {turn.index: turn for turn in transcript.turns}
    for entry in said:
        if not isinstance(entry, dict) or entry.get("answer") not in ("yes", "no"):
            continue
        criterion = criteria.get(str(entry.get("id")))
        if criterion is None:
            continue
        sides = asked_sides(criterion.evidence)
        quotes = tuple(_quotes(entry.get("quotes"), turns, transcript, sides))
        if quotes:
            yield Hint(criterion.id, entry["answer"], CONFIDENCE, quotes)


def _quotes(
    given: Any, turns: Mapping[int, Turn], transcript: Transcript, sides: frozenset[Speaker]
) -> Iterator[Quote]:
    for one in given if isinstance(given, list) else ():
        text = one.get("text") if isinstance(one, dict) else None
        turn = turns.get(one["turn"]) if isinstance(text, str) and isinstance(one.get("turn"), int) else None
        if turn is None or not isinstance(text, str):
            continue
        span = next(occurrences(text.strip(), turn.text), None)
        if span is not None:
            quote = Quote(turn.index, *Clock(turn).times(*span), turn.text[slice(*span)])
            if fault(quote, transcript, sides) is None:
                yield quote


def _remedy() -> str:
    return _("Give an address of this computer, as http://localhost:8080/v1")
