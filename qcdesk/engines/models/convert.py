"""Turns one form of Whisper weights into the other without losing a bit: the same numbers, renamed.

CTranslate2 stacks query, key and value of self-attention in `linear_0` and key and value of cross-attention
in `linear_1`; Whisper's key has no bias, so its part of the stacked bias is zero.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qcdesk.engines.models import ct2_binary, vocabulary
from qcdesk.engines.models.checkpoint import Checkpoint, Dimensions
from qcdesk.errors import ModelError
from qcdesk.i18n import _

Array = NDArray[Any]
Heads = tuple[tuple[int, int], ...]

_EXACT_GELU = 3
"""CTranslate2's number of the exact GELU."""

_ALIASES = {"decoder/projection/weight": "decoder/embeddings/weight"}


def to_folder(checkpoint: Checkpoint, heads: Heads, folder: Path) -> None:
    """Writes a CTranslate2 model: `model.bin`, `config.json`, `tokenizer.json`, `vocabulary.txt`.

    Args:
        heads: the alignment heads, as layer and head.
        folder: an existing folder.
    """
    size = checkpoint.dimensions.n_vocab
    ct2_binary.write(folder / "model.bin", ct2_variables(checkpoint), _ALIASES)
    _write_json(folder / "tokenizer.json", vocabulary.tokenizer_json(size))
    (folder / "vocabulary.txt").write_bytes("".join(t + "\n" for t in vocabulary.tokens(size)).encode())
    if checkpoint.dimensions.n_mels != 80:
        # faster-whisper itself reads the number of mel bands from here.
        _write_json(folder / "preprocessor_config.json", {"feature_size": checkpoint.dimensions.n_mels})
    config = _config(size, heads, folder / "tokenizer.json")
    (folder / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def from_folder(folder: Path) -> Checkpoint:
    """The checkpoint that a CTranslate2 folder was made from.

    Raises:
        ModelError: the folder holds no complete model, or a quantised one (which has lost bits already).
    """
    variables = ct2_binary.read(folder / "model.bin")
    try:
        return Checkpoint(_dimensions(variables), _state(variables), _heads(folder))
    except (KeyError, IndexError, ValueError) as error:
        raise ModelError(
            _("{path} is not a model of Whisper in half or single precision").format(
                path=folder / "model.bin"
            ),
            _("Use the model as it is with faster-whisper, or install the published one"),
        ) from error


def check_folder(folder: Path) -> None:
    """Refuses a `model.bin` that is not Whisper's; quantised ones are fine, they only cannot be converted.

    Raises:
        ModelError: the file is damaged or something else.
    """
    variables = ct2_binary.read(folder / "model.bin")
    needed = {"decoder/embeddings/weight", "encoder/conv1/weight", "encoder/num_heads", "decoder/num_heads"}
    if not needed <= variables.keys():
        raise ModelError(
            _("{path} is not a model of Whisper").format(path=folder / "model.bin"),
            _("Use a folder converted for faster-whisper"),
        )


def ct2_variables(checkpoint: Checkpoint) -> dict[str, Array]:
    """CTranslate2's variables of a checkpoint, by name."""
    dims, state = checkpoint.dimensions, checkpoint.arrays
    scalars: dict[str, np.integer[Any]] = {
        "decoder/activation": np.int8(_EXACT_GELU),
        "decoder/alibi": np.int8(0),
        "decoder/alignment_heads": np.int16(1),
        "decoder/alignment_layer": np.int16(-1),
        "decoder/num_heads": np.int16(dims.n_text_head),
        "decoder/pre_norm": np.int8(1),
        "decoder/scale_embeddings": np.int8(0),
        "decoder/start_from_zero_embedding": np.int8(0),
        "encoder/num_heads": np.int16(dims.n_audio_head),
    }
    found: dict[str, Array] = {name: np.asarray(value) for name, value in scalars.items()}
    for ours, theirs in _plain_names(dims):
        found[ours] = state[theirs]
    for ours, theirs, with_cross in _blocks(dims):
        found |= _stacked(ours, theirs, state, with_cross)
    return found


def _state(variables: Mapping[str, Array]) -> dict[str, Array]:
    dims = _dimensions(variables)
    state = {theirs: variables[ours] for ours, theirs in _plain_names(dims)}
    for ours, theirs, with_cross in _blocks(dims):
        state |= _unstacked(ours, theirs, variables, with_cross)
    return state


def _plain_names(dims: Dimensions) -> Iterator[tuple[str, str]]:
    """Names of arrays that are the same on both sides: CTranslate2's, OpenAI's."""
    yield "decoder/embeddings/weight", "decoder.token_embedding.weight"
    yield "decoder/position_encodings/encodings", "decoder.positional_embedding"
    yield "encoder/position_encodings/encodings", "encoder.positional_embedding"
    for part in ("weight", "bias"):
        yield f"encoder/conv1/{part}", f"encoder.conv1.{part}"
        yield f"encoder/conv2/{part}", f"encoder.conv2.{part}"
    yield from _norm("encoder/layer_norm", "encoder.ln_post")
    yield from _norm("decoder/layer_norm", "decoder.ln")
    for ours, theirs, with_cross in _blocks(dims):
        yield from _norm(f"{ours}/self_attention/layer_norm", f"{theirs}.attn_ln")
        yield from _norm(f"{ours}/ffn/layer_norm", f"{theirs}.mlp_ln")
        yield from _linear(f"{ours}/self_attention/linear_1", f"{theirs}.attn.out")
        yield from _linear(f"{ours}/ffn/linear_0", f"{theirs}.mlp.0")
        yield from _linear(f"{ours}/ffn/linear_1", f"{theirs}.mlp.2")
        if with_cross:
            yield from _norm(f"{ours}/attention/layer_norm", f"{theirs}.cross_attn_ln")
            yield from _linear(f"{ours}/attention/linear_0", f"{theirs}.cross_attn.query")
            yield from _linear(f"{ours}/attention/linear_2", f"{theirs}.cross_attn.out")


def _blocks(dims: Dimensions) -> Iterator[tuple[str, str, bool]]:
    for layer in range(dims.n_audio_layer):
        yield f"encoder/layer_{layer}", f"encoder.blocks.{layer}", False
    for layer in range(dims.n_text_layer):
        yield f"decoder/layer_{layer}", f"decoder.blocks.{layer}", True


def _norm(ours: str, theirs: str) -> Iterator[tuple[str, str]]:
    yield f"{ours}/gamma", f"{theirs}.weight"
    yield f"{ours}/beta", f"{theirs}.bias"


def _linear(ours: str, theirs: str) -> Iterator[tuple[str, str]]:
    for part in ("weight", "bias"):
        yield f"{ours}/{part}", f"{theirs}.{part}"


def _stacked(ours: str, theirs: str, state: Mapping[str, Array], with_cross: bool) -> dict[str, Array]:
    def stack(target: str, source: str, parts: tuple[str, ...]) -> dict[str, Array]:
        weights = [state[f"{source}.{part}.weight"] for part in parts]
        zero = np.zeros_like(state[f"{source}.value.bias"])
        biases = [zero if part == "key" else state[f"{source}.{part}.bias"] for part in parts]
        return {f"{target}/weight": np.concatenate(weights), f"{target}/bias": np.concatenate(biases)}

    found = stack(f"{ours}/self_attention/linear_0", f"{theirs}.attn", ("query", "key", "value"))
    if with_cross:
        found |= stack(f"{ours}/attention/linear_1", f"{theirs}.cross_attn", ("key", "value"))
    return found


def _unstacked(ours: str, theirs: str, variables: Mapping[str, Array], with_cross: bool) -> dict[str, Array]:
    def split(target: str, source: str, parts: tuple[str, ...]) -> dict[str, Array]:
        weights = np.split(variables[f"{source}/weight"], len(parts))
        biases = np.split(variables[f"{source}/bias"], len(parts))
        found = {f"{target}.{part}.weight": weight for part, weight in zip(parts, weights, strict=True)}
        for part, bias in zip(parts, biases, strict=True):
            if part != "key":
                found[f"{target}.{part}.bias"] = bias
            elif np.any(bias):
                raise ValueError("the key has a bias")
        return found

    found = split(f"{theirs}.attn", f"{ours}/self_attention/linear_0", ("query", "key", "value"))
    if with_cross:
        found |= split(f"{theirs}.cross_attn", f"{ours}/attention/linear_1", ("key", "value"))
    return found


def _dimensions(variables: Mapping[str, Array]) -> Dimensions:
    embeddings = variables["decoder/embeddings/weight"]
    if embeddings.dtype.kind != "f":
        raise ValueError("quantised")
    audio, text = (
        variables["encoder/position_encodings/encodings"],
        variables["decoder/position_encodings/encodings"],
    )
    return Dimensions(
        n_mels=variables["encoder/conv1/weight"].shape[1],
        n_vocab=embeddings.shape[0],
        n_audio_ctx=audio.shape[0],
        n_audio_state=audio.shape[1],
        n_audio_head=int(variables["encoder/num_heads"]),
        n_audio_layer=_layers(variables, "encoder"),
        n_text_ctx=text.shape[0],
        n_text_state=text.shape[1],
        n_text_head=int(variables["decoder/num_heads"]),
        n_text_layer=_layers(variables, "decoder"),
    )


def _layers(variables: Mapping[str, Array], side: str) -> int:
    return len(
        {
            name.split("/")[1]
            for name in variables
            if name.startswith(f"{side}/layer_") and "norm/" not in name
        }
    )


def _heads(folder: Path) -> Heads | None:
    try:
        pairs = json.loads((folder / "config.json").read_text(encoding="utf-8"))["alignment_heads"]
        return tuple((int(layer), int(head)) for layer, head in pairs)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _config(size: int, heads: Heads, tokenizer_file: Path) -> dict[str, Any]:
    from faster_whisper.tokenizer import Tokenizer
    from tokenizers import Tokenizer as Words

    multilingual = size >= vocabulary.MULTILINGUAL_FROM
    words = Words.from_file(str(tokenizer_file))
    text = Tokenizer(words, multilingual, task="transcribe", language="en")
    silence = text.no_speech
    control = [text.sot, text.translate, text.transcribe, text.sot_lm, text.sot_prev, silence]
    return {
        "alignment_heads": [list(pair) for pair in heads],
        "lang_ids": list(range(text.sot + 1, text.sot + 1 + vocabulary.language_count(size))),
        "suppress_ids": sorted({*text.non_speech_tokens, *control}),
        "suppress_ids_begin": [text.encode(" ")[0], text.eot],
    }


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
