"""Weights change their form without losing a bit, in both directions."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from qcdesk.engines.models import checkpoint, convert, ct2_binary, vocabulary
from qcdesk.engines.models.catalogue import Form
from qcdesk.engines.models.forms import alignment_heads, in_form
from qcdesk.engines.models.placing import hash_file
from qcdesk.engines.models.store import ModelFiles, find, verify
from qcdesk.errors import ModelError
from tests.core.engines.models.weights import SMALL, small_checkpoint, write_small


def test_a_checkpoint_survives_the_way_there_and_back(tmp_path: Path) -> None:
    original = small_checkpoint()
    convert.to_folder(original, ((0, 0),), tmp_path)
    back = convert.from_folder(tmp_path)
    assert back.dimensions == SMALL
    assert back.heads == ((0, 0),)
    assert back.arrays.keys() == original.arrays.keys()
    for name, array in original.arrays.items():
        assert np.array_equal(back.arrays[name], array), name


def test_stacked_keys_have_no_bias() -> None:
    variables = convert.ct2_variables(small_checkpoint())
    bias = variables["decoder/layer_0/attention/linear_1/bias"]
    assert not bias[:8].any()
    assert bias[8:].all()


def test_reading_a_checkpoint_gives_what_pytorch_gives(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    path = write_small(tmp_path / "small.pt")
    turned = torch.load(path, weights_only=True)
    # OpenAI's own files hold tensors that are not stored row by row.
    turned["model_state_dict"]["encoder.conv2.weight"] = turned["model_state_dict"][
        "encoder.conv2.weight"
    ].permute(2, 1, 0)
    torch.save(turned, path)
    read = checkpoint.read(path)
    for name, tensor in turned["model_state_dict"].items():
        assert np.array_equal(read.arrays[name], tensor.numpy()), name


def test_a_checkpoint_with_anything_but_tensors_is_refused(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    trap = tmp_path / "trap.pt"
    torch.save({"dims": Path("/"), "model_state_dict": {}}, trap)
    with pytest.raises(ModelError):
        checkpoint.read(trap)


@pytest.mark.parametrize("cut", [10, 1000, 400_000])
def test_cut_files_are_refused(tmp_path: Path, cut: int) -> None:
    convert.to_folder(small_checkpoint(), ((0, 0),), tmp_path)
    model = tmp_path / "model.bin"
    model.write_bytes(model.read_bytes()[:cut])
    with pytest.raises(ModelError):
        ct2_binary.read(model)
    path = write_small(tmp_path / "small.pt")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ModelError):
        checkpoint.read(path)


def test_quantised_weights_cannot_be_converted(tmp_path: Path) -> None:
    convert.to_folder(small_checkpoint(), ((0, 0),), tmp_path)
    variables = dict(ct2_binary.read(tmp_path / "model.bin"))
    variables["decoder/embeddings/weight"] = variables["decoder/embeddings/weight"].astype(np.int8)
    ct2_binary.write(tmp_path / "quantised.bin", variables, {})
    (tmp_path / "quantised.bin").replace(tmp_path / "model.bin")
    with pytest.raises(ModelError):
        convert.from_folder(tmp_path)
    convert.check_folder(tmp_path)


def test_heads_fall_back_from_the_file_to_the_size_to_the_upper_half() -> None:
    base = checkpoint.Dimensions(80, 51_865, 1500, 512, 8, 6, 448, 512, 8, 6)
    assert alignment_heads("custom-1", base, ((1, 2),)) == ((1, 2),)
    assert alignment_heads("custom-1", base, None)[0] == (3, 1)
    odd = checkpoint.Dimensions(80, 51_865, 1500, 64, 2, 2, 448, 64, 2, 4)
    assert alignment_heads("custom-1", odd, None) == ((2, 0), (2, 1), (3, 0), (3, 1))


def test_converted_weights_are_kept_beside_and_verified(tmp_path: Path) -> None:
    folder = tmp_path / "mine" / Form.OPENAI
    folder.mkdir(parents=True)
    write_small(folder / "mine.pt")
    first = in_form(ModelFiles("mine", folder, Form.OPENAI), Form.CT2)
    assert first.folder == tmp_path / "mine" / Form.CT2
    stamp = first.weights.stat().st_mtime_ns
    assert in_form(ModelFiles("mine", folder, Form.OPENAI), Form.CT2).weights.stat().st_mtime_ns == stamp
    assert all(file.ok for file in verify(tmp_path))
    assert {file.file for file in verify(tmp_path)} >= {"model.bin", "config.json", "tokenizer.json"}
    assert find("mine", tmp_path).form is Form.CT2


def test_base_turns_into_a_checkpoint_and_back_to_the_published_bytes(models: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    whisper = pytest.importorskip("whisper")
    published = find("base", models, Form.CT2)
    read = convert.from_folder(published.folder)
    path = tmp_path / "base.pt"
    checkpoint.write(path, read)

    network = whisper.load_model(str(path), device="cpu")
    assert network.dims.n_vocab == 51_865

    again = checkpoint.read(path)
    assert again.heads is not None
    convert.to_folder(again, again.heads, tmp_path)
    for name in ("model.bin", "config.json", "vocabulary.txt"):
        assert hash_file(tmp_path / name) == hash_file(published.folder / name), name


def test_the_tokenizer_made_is_the_published_one(models: Path) -> None:
    folder = find("base", models, Form.CT2).folder
    published = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    made = vocabulary.tokenizer_json(51_865)
    assert made["added_tokens"] == published["added_tokens"]
    assert made["model"]["vocab"] == published["model"]["vocab"]
    # The published list lost its first merge, taken for a heading when it was made.
    assert made["model"]["merges"][1:] == published["model"]["merges"]


@pytest.mark.parametrize(("size", "languages"), [(51_864, 99), (51_865, 99), (51_866, 100)])
def test_vocabularies_have_their_size(size: int, languages: int) -> None:
    pytest.importorskip("tiktoken")
    tokens = vocabulary.tokens(size)
    assert len(tokens) == size
    assert len(set(tokens)) == size
    assert vocabulary.language_count(size) == languages
