"""Whisper with the tokens of one language hears the same, and hides that its numbers are others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from qcdesk.engines.models import vocabulary
from qcdesk.engines.models.catalogue import Form
from qcdesk.engines.models.store import find
from qcdesk.engines.short_vocabulary import ShortWhisper, kept, listed_words, shorten

SIZE = vocabulary.MULTILINGUAL_FROM


@pytest.fixture(scope="module")
def words() -> list[str]:
    pytest.importorskip("whisper")
    return vocabulary.tokens(SIZE)


@pytest.fixture(scope="module")
def contents(words: list[str]) -> set[bytes]:
    return {vocabulary.content(words[number]) for number in kept(words)}


@pytest.mark.parametrize(
    "text", ["ство", " что", "00", " 2017", " the", "OR", ",", " —", "»", "\xd0".encode("latin-1")]
)
def test_what_russian_talk_needs_is_kept(contents: set[bytes], text: str | bytes) -> None:
    assert (text if isinstance(text, bytes) else text.encode()) in contents


@pytest.mark.parametrize("text", ["的", " の", " müssen", " referendum"])
def test_other_alphabets_and_rare_latin_words_are_left_out(
    words: list[str], contents: set[bytes], text: str
) -> None:
    assert text.encode() in {vocabulary.content(word) for word in words}
    assert text.encode() not in contents


def test_every_byte_can_be_spelt_and_every_control_token_stays(
    words: list[str], contents: set[bytes]
) -> None:
    assert {bytes([byte]) for byte in range(256)} <= contents
    listed = {words[number] for number in kept(words)}
    assert set(vocabulary.special_tokens(SIZE)) <= listed
    assert "<|0.00|>" in listed
    assert "<|0.02|>" not in listed


class Listening:
    """Stands where CTranslate2's model stands and keeps what it was asked."""

    n_mels = 80

    def __init__(self, answer: list[int]) -> None:
        self.answer = answer
        self.asked: dict[str, Any] = {}

    def generate(self, _encoded: Any, prompts: list[list[int]], **how: Any) -> list[Any]:
        self.asked = {"prompts": prompts, **how}
        output = type("Output", (), {})()
        output.sequences_ids, output.scores, output.no_speech_prob = [self.answer], [-0.1], 0.2
        return [output]


def test_numbers_of_tokens_are_whispers_own_outside(words: list[str]) -> None:
    tokens = kept(words)
    inner = Listening([1000, len(tokens) - 2])
    model = ShortWhisper(inner, tokens, words)
    foreign = _number(words, "的")
    (found,) = model.generate(
        None, [[_number(words, " что"), foreign]], suppress_tokens=[1, foreign], beam_size=2
    )
    assert found.sequences_ids == [[tokens[1000], tokens[-2]]]
    assert inner.asked["suppress_tokens"] == [tokens.index(1)]
    (prompt,) = inner.asked["prompts"]
    spelt = b"".join(vocabulary.content(words[tokens[place]]) for place in prompt)
    assert spelt.decode() == " что的"


def _number(words: list[str], text: str) -> int:
    return next(n for n, word in enumerate(words) if vocabulary.content(word) == text.encode())


def test_what_cannot_be_cut_is_left_whole(models: Path, tmp_path: Path) -> None:
    folder = find("base", models, Form.CT2).folder
    words = listed_words(folder)
    assert words is not None
    assert len(words) == SIZE
    assert shorten(folder, words, "en", tmp_path) is None
    assert shorten(folder, words[:-5], "ru", tmp_path) is None
    assert shorten(folder, words, "ru", tmp_path / "absent") is None
    rubbish = tmp_path / "rubbish"
    rubbish.mkdir()
    (rubbish / "model.bin").write_bytes(b"rubbish")
    shutil.copy(folder / "config.json", rubbish)
    assert shorten(rubbish, words, "ru", tmp_path) is None


def test_both_ways_of_listing_words_are_read(tmp_path: Path) -> None:
    assert listed_words(tmp_path) is None
    (tmp_path / "vocabulary.txt").write_bytes("a\nĠb\n".encode())
    assert listed_words(tmp_path) == ["a", "Ġb"]
    (tmp_path / "vocabulary.json").write_text(json.dumps(["c", "d"]), encoding="utf-8")
    assert listed_words(tmp_path) == ["c", "d"]
    (tmp_path / "vocabulary.json").write_text("[1]", encoding="utf-8")
    assert listed_words(tmp_path) is None
