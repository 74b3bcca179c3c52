"""Whisper on PyTorch through OpenAI's own package: the reference engine."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from qcdesk.domain.recognition import Passages, Recognised, Search, SpokenWord, Window
from qcdesk.engines import batches, passes, quality, words
from qcdesk.engines.base import SAMPLE_RATE, EngineOptions, thread_count
from qcdesk.engines.models.catalogue import Form
from qcdesk.engines.models.checkpoint import Dimensions
from qcdesk.engines.models.forms import alignment_heads, in_form
from qcdesk.engines.models.store import ModelFiles
from qcdesk.errors import EngineError, EngineUnavailable, ModelError
from qcdesk.i18n import _

_HOP = 160
"""Samples in a frame of the spectrogram."""

_FLOAT = ("auto", "float32", "default")


class OpenAIWhisper:
    """Whisper through openai-whisper, in single precision; it is given arrays, never a path."""

    name = "openai-whisper"

    def __init__(self) -> None:
        self._model: Any = None
        self._text: Any = None
        self._positions: Any = None
        self._options = EngineOptions()

    def load(self, model: ModelFiles, options: EngineOptions) -> None:
        try:
            import torch
            from whisper.tokenizer import get_tokenizer
        except ImportError as error:
            raise EngineUnavailable(
                _("openai-whisper cannot be loaded: {reason}").format(reason=error),
                _("Install the package openai-whisper, or choose another engine"),
            ) from error
        if options.compute_type not in _FLOAT:
            raise EngineError(
                _("openai-whisper cannot compute in {type}").format(type=options.compute_type),
                _("Use float32 or auto, or the engine faster-whisper"),
            )
        torch.set_num_threads(thread_count(options.threads))
        self._options = options
        self._model = _open(in_form(model, Form.OPENAI))
        self._positions = self._model.encoder.positional_embedding
        if not self._model.is_multilingual and options.language != "en":
            raise _english_only(model.name)
        try:
            with warnings.catch_warnings():
                # openai-whisper leaves the file of its vocabulary open.
                warnings.simplefilter("ignore", ResourceWarning)
                self._text = get_tokenizer(
                    self._model.is_multilingual,
                    num_languages=self._model.num_languages,
                    language=options.language,
                )
        except ValueError as error:
            raise _unknown_language(options.language) from error

    def recognise(self, passages: Passages, search: Search) -> Iterator[Recognised]:
        if self._model is None:
            raise RuntimeError("recognise before load")
        return passes.recognise(passages, search, self._attempt, batch_size=self._options.batch_size)

    def close(self) -> None:
        self._model = self._text = self._positions = None

    def _attempt(
        self, windows: list[Window], prompt: str, search: Search, temperature: float
    ) -> list[Recognised]:
        import torch
        from whisper import DecodingOptions, decode, log_mel_spectrogram

        rows = batches.padded(windows)
        mel = log_mel_spectrogram(rows, self._model.dims.n_mels)
        # The encoder insists on as many steps as it has positions; a shorter input gets the first of them.
        self._model.encoder.positional_embedding = self._positions[: mel.shape[-1] // 2]
        chance = {"best_of": quality.SAMPLES} if temperature else {"beam_size": search.beam_size}
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(quality.SEED)
            options = DecodingOptions(
                language=self._options.language,
                temperature=temperature,
                prompt=" " + prompt.strip() if prompt.strip() else None,
                sample_len=batches.token_limit(rows.shape[1] / SAMPLE_RATE, self._model.dims.n_text_ctx // 2),
                without_timestamps=True,
                fp16=False,
                **chance,
            )
            # One at a time: openai-whisper's beam search takes no batch.
            decoded = [decode(self._model, features, options) for features in mel]
        return [
            self._result(found, features, window, temperature)
            for found, features, window in zip(decoded, mel, windows, strict=True)
        ]

    def _result(self, found: Any, mel: Any, window: Window, temperature: float) -> Recognised:
        result = Recognised(
            found.text,
            (),
            float(found.avg_logprob),
            float(found.no_speech_prob),
            quality.compression_ratio(found.text),
            temperature,
        )
        if not (self._options.word_times and found.text):
            return result
        tokens = [t for t in found.tokens if t < self._text.eot]
        return replace(result, words=self._words(result, tokens, mel, window))

    def _words(
        self, result: Recognised, tokens: list[int], mel: Any, window: Window
    ) -> tuple[SpokenWord, ...]:
        from whisper.timing import find_alignment

        seconds = window.size / SAMPLE_RATE
        try:
            aligned = find_alignment(self._model, self._text, tokens, mel, max(2, window.size // _HOP))
        except IndexError:
            # openai-whisper fails on a text that ends inside a character.
            aligned = []
        if not aligned:
            return words.spread(result.text, seconds, float(np.exp(result.average_log_probability)))
        found = [words.Piece(a.word, float(a.start), float(a.end), float(a.probability)) for a in aligned]
        return words.words(found, seconds)


def _open(model: ModelFiles) -> Any:
    import torch
    from whisper.model import ModelDimensions, Whisper

    try:
        # Opened by Python: a path outside ASCII is no obstacle to it.
        with model.weights.open("rb") as stream:
            content = torch.load(stream, map_location="cpu", weights_only=True)
        network = Whisper(ModelDimensions(**content["dims"]))
        network.load_state_dict(content["model_state_dict"])
    except (RuntimeError, OSError, KeyError, TypeError, ValueError, EOFError) as error:
        raise _broken(model, error) from error
    except Exception as error:
        raise _broken(model, error) from error
    heads = torch.zeros(network.dims.n_text_layer, network.dims.n_text_head, dtype=torch.bool)
    for layer, head in alignment_heads(
        model.name, Dimensions(**content["dims"]), content.get("alignment_heads")
    ):
        heads[layer, head] = True
    network.register_buffer("alignment_heads", heads.to_sparse(), persistent=False)
    return network.eval()


def _broken(model: ModelFiles, error: Exception) -> ModelError:
    return ModelError(
        _("{path} cannot be loaded: {reason}").format(path=model.weights, reason=error),
        _("Check it: qcdesk models verify; then install it again"),
    )


def _unknown_language(language: str) -> EngineError:
    return EngineError(
        _("Whisper knows no language {code}").format(code=language), _("Use a code such as ru or en")
    )


def _english_only(name: str) -> ModelError:
    return ModelError(
        _("The model {name} knows English only").format(name=name),
        _("Use the model of the same name without .en"),
    )
