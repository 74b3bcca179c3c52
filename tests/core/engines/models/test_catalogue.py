"""The catalogue agrees with the engines' own tables and gives every model a form with known hashes."""

from __future__ import annotations

import re

import pytest

from qcdesk.engines.models.catalogue import (
    Form,
    published_model,
    published_models,
    recognise_hash,
    recognise_size,
    weights_file,
)
from qcdesk.errors import NotFound


def test_every_file_has_an_address_a_size_and_a_hash() -> None:
    for model in published_models().values():
        assert model.forms
        for form in model.forms:
            for file in form.files:
                assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)
                assert file.url.startswith("https://")
                assert file.size > 100


def test_a_folder_holds_what_faster_whisper_needs() -> None:
    for model in published_models().values():
        folder = model.form(Form.CT2)
        if folder:
            names = {f.name for f in folder.files}
            assert {"model.bin", "config.json", "tokenizer.json"} < names
            assert any(n.startswith("vocabulary.") for n in names)


def test_checkpoints_agree_with_openai_whisper() -> None:
    whisper = pytest.importorskip("whisper")
    for name, address in whisper._MODELS.items():
        checkpoint = published_model(name).form(Form.OPENAI)
        assert checkpoint is not None
        assert address.split("/")[-2] == checkpoint.files[0].sha256


def test_alignment_heads_agree_with_openai_whisper() -> None:
    whisper = pytest.importorskip("whisper")
    from whisper.model import ModelDimensions, Whisper

    network = Whisper(ModelDimensions(80, 51_865, 10, 8, 8, 6, 10, 8, 8, 6))
    network.set_alignment_heads(whisper._ALIGNMENT_HEADS["base"])
    heads = network.alignment_heads.to_dense().nonzero().tolist()
    assert [tuple(pair) for pair in heads] == list(published_model("base").heads)


def test_models_are_found_by_alias_hash_and_size() -> None:
    assert published_model("turbo").name == "large-v3-turbo"
    base = published_model("base")
    file = weights_file(base.forms[0])
    assert recognise_hash(file.sha256) == (base, base.forms[0])
    assert recognise_size(file.size) == (base, base.forms[0])
    assert recognise_hash("0" * 64) is None


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(NotFound) as caught:
        published_model("huge")
    assert caught.value.subject == "huge"


def test_a_mirror_of_the_hub_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example/")
    folder = published_model("base").form(Form.CT2)
    assert folder is not None
    assert all(f.url.startswith("https://mirror.example/Systran/") for f in folder.files)
