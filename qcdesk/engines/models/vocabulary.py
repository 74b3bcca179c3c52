"""Makes the text side of a CTranslate2 model (vocabulary, tokenizer) from openai-whisper's own tables.

OpenAI's checkpoints hold no vocabulary: it ships with the package `openai-whisper` as byte sequences with
ranks. CTranslate2 and faster-whisper want the same tokens in GPT-2's printable alphabet, merges spelt
out.
"""

from __future__ import annotations

import base64
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qcdesk.errors import ModelError
from qcdesk.i18n import _

_CODES = (
    "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg"
    " lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so"
    " af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su yue"
)
LANGUAGES = tuple(_CODES.split())
"""Codes in the order of their tokens; large-v3 added the last one."""

MULTILINGUAL_FROM = 51_865
"""Vocabularies of at least this size know more than English."""

_TIMES = 1501


def language_count(vocabulary: int) -> int:
    """How many languages a vocabulary of that size names (openai-whisper's own rule)."""
    return vocabulary - 51_765 - int(vocabulary >= MULTILINGUAL_FROM)


def tokens(vocabulary: int) -> list[str]:
    """All tokens by number, in GPT-2's alphabet, as in `vocabulary.txt`."""
    words = [_printable(token) for token in sorted(_ranks(vocabulary), key=_ranks(vocabulary).__getitem__)]
    times = [f"<|{i * 0.02:.2f}|>" for i in range(_TIMES)]
    return words + special_tokens(vocabulary) + times


def special_tokens(vocabulary: int) -> list[str]:
    """The tokens between the words and the times, by number."""
    languages = [f"<|{code}|>" for code in LANGUAGES[: language_count(vocabulary)]]
    silence = "<|nospeech|>" if len(languages) == len(LANGUAGES) else "<|nocaptions|>"
    return [
        "<|endoftext|>",
        "<|startoftranscript|>",
        *languages,
        "<|translate|>",
        "<|transcribe|>",
        "<|startoflm|>",
        "<|startofprev|>",
        silence,
        "<|notimestamps|>",
    ]


def tokenizer_json(vocabulary: int) -> dict[str, Any]:
    """The content of `tokenizer.json` for the library `tokenizers`."""
    ranks = _ranks(vocabulary)
    special = special_tokens(vocabulary)
    words = {_printable(token): rank for token, rank in ranks.items()}
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [_added(len(ranks) + i, content) for i, content in enumerate(special)],
        "normalizer": None,
        "pre_tokenizer": byte_level,
        "post_processor": None,
        "decoder": byte_level | {"add_prefix_space": True},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": "",
            "end_of_word_suffix": "",
            "fuse_unk": False,
            "vocab": words | {special[0]: len(ranks)},
            "merges": merges(vocabulary),
        },
    }


def merges(vocabulary: int) -> list[str]:
    """The pairs joined by byte pair encoding, most frequent first.

    A token's pair is what its bytes become when only the tokens of lower rank may be formed.
    """
    ranks = _ranks(vocabulary)
    pairs = []
    for token in sorted(ranks, key=ranks.__getitem__):
        if len(token) > 1:
            left, right = _two_parts(token, ranks)
            pairs.append(f"{_printable(left)} {_printable(right)}")
    return pairs


def _two_parts(token: bytes, ranks: dict[bytes, int]) -> tuple[bytes, bytes]:
    parts = [token[i : i + 1] for i in range(len(token))]
    while len(parts) > 2:
        joined = [ranks.get(parts[i] + parts[i + 1], len(ranks)) for i in range(len(parts) - 1)]
        best = joined.index(min(joined))
        parts[best : best + 2] = [parts[best] + parts[best + 1]]
    return parts[0], parts[1]


def _added(number: int, content: str) -> dict[str, Any]:
    return {
        "id": number,
        "content": content,
        "single_word": False,
        "lstrip": False,
        "rstrip": False,
        "normalized": False,
        "special": True,
    }


@cache
def _alphabet() -> list[str]:
    """GPT-2's printable character for each byte: itself where it can be seen, else the next from 256 on."""
    seen = {*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)}
    hidden = iter(range(256, 512))
    return [chr(byte) if byte in seen else chr(next(hidden)) for byte in range(256)]


def content(token: str) -> bytes:
    """The bytes that a token in GPT-2's alphabet stands for; characters outside it count for nothing."""
    return bytes(_bytes()[character] for character in token if character in _bytes())


@cache
def _bytes() -> dict[str, int]:
    return {character: byte for byte, character in enumerate(_alphabet())}


def _printable(token: bytes) -> str:
    return "".join(_alphabet()[byte] for byte in token)


def _ranks(vocabulary: int) -> dict[bytes, int]:
    return _read_ranks("multilingual" if vocabulary >= MULTILINGUAL_FROM else "gpt2")


@cache
def _read_ranks(table: str) -> dict[bytes, int]:
    # The package is located, not imported: importing it loads PyTorch.
    spec = find_spec("whisper")
    folder = next(iter(spec.submodule_search_locations or []), None) if spec else None
    if folder is None:
        raise ModelError(
            _("A .pt file is converted with tables of the package openai-whisper, which is not installed"),
            _("Install openai-whisper, or use a folder converted for faster-whisper"),
        )
    lines = (Path(folder) / "assets" / f"{table}.tiktoken").read_bytes().splitlines()
    pairs = (line.split() for line in lines if line)
    return {base64.b64decode(token): int(rank) for token, rank in pairs}
