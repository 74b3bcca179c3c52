"""A language model may propose answers: only on this computer, only with words that are really said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from qcdesk.checklists.reading import parse_checklist
from qcdesk.errors import InputError
from qcdesk.services.advising import Adviser
from tests.core.services.archive import transcript

CHECKLIST = parse_checklist(
    """
id: small
title: {ru: Малый, en: Small}
sections:
  - id: A
    title: {ru: Раздел, en: Section}
    criteria:
      - id: A1
        title: {ru: Поздоровался, en: Greeted}
        answer: yes_no
        weight: 1
        evidence: {by: sales_manager, any: [greeting]}
""",
    "small.yaml",
)


@contextmanager
def server(answer: bytes) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server that always says the same; yields its address and what it was asked."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing on the terminal."""

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/v1", asked
        running.shutdown()
        thread.join()


def chat(*answers: dict[str, Any]) -> bytes:
    content = json.dumps({"answers": list(answers)}, ensure_ascii=False)
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def proposal(text: str, turn: int = 0, id: str = "A1") -> dict[str, Any]:
    return {"id": id, "answer": "yes", "quotes": [{"turn": turn, "text": text}]}


def test_a_verbatim_quote_stands() -> None:
    with server(chat(proposal("Добрый день"))) as (address, asked):
        (hint,) = Adviser(address, "small-model").advise(transcript(), CHECKLIST)
    assert (hint.criterion, hint.suggested, hint.quotes[0].text) == ("A1", "yes", "Добрый день")
    assert asked[0]["model"] == "small-model"
    assert "Тёплый дом" in asked[0]["messages"][1]["content"]


@pytest.mark.parametrize(
    "given",
    [
        proposal("Приветствую вас"),
        proposal("мне дорого", turn=1),
        proposal("Добрый день", turn=2),
        proposal("Добрый день", turn=77),
        proposal("Добрый день", id="Z9"),
        {"id": "A1", "answer": "yes", "quotes": []},
        {"id": "A1", "answer": "maybe", "quotes": [{"turn": 0, "text": "Добрый день"}]},
        {"id": "A1", "answer": "yes", "quotes": [{"turn": "0", "text": 5}, "x", None]},
    ],
)
def test_words_that_prove_nothing_are_dropped(given: dict[str, Any]) -> None:
    with server(chat(given)) as (address, _asked):
        assert Adviser(address).advise(transcript(), CHECKLIST) == ()


@pytest.mark.parametrize(
    "answer", [b"", b"hello", b"{}", b'{"choices": []}', b'{"choices": [{"message": {"content": "no"}}]}']
)
def test_another_form_is_refused(answer: bytes) -> None:
    with server(answer) as (address, _asked), pytest.raises(InputError):
        Adviser(address).advise(transcript(), CHECKLIST)


def test_nobody_answers() -> None:
    with server(b"") as (address, _asked):
        pass
    with pytest.raises(InputError):
        Adviser(address).advise(transcript(), CHECKLIST, timeout_s=2)


@pytest.mark.parametrize(
    "address",
    ["http://example.com/v1", "http://10.0.0.5:8080/v1", "https://localhost/v1", "localhost", "file:///etc"],
)
def test_calls_are_sent_to_no_other_computer(address: str) -> None:
    with pytest.raises(InputError):
        Adviser(address)
