"""Whisper on CTranslate2: the fast engine, with batches of our own making."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qcdesk.domain.recognition import Passages, Recognised, Search, Window
from qcdesk.engines import batches, passes, quality, short_vocabulary, words
from qcdesk.engines.base import SAMPLE_RATE, EngineOptions, thread_count
from qcdesk.engines.models.catalogue import Form
from qcdesk.engines.models.forms import in_form
from qcdesk.engines.models.store import ModelFiles
from qcdesk.errors import EngineError, EngineUnavailable, ModelError
from qcdesk.i18n import _

_MEDIAN_FILTER = 7
"""Width of the filter over attention, in frames (openai-whisper's value)."""

_MOST_WORKERS = 4
"""Each worker holds the working memory of a batch."""

_MOST_TOKENS = 224
"""Half the decoder's context, as in openai-whisper."""

_MOST_PROMPT = _MOST_TOKENS - 1
"""Tokens of a prompt: the other half, less its mark."""

Floats = NDArray[np.float32]


class FasterWhisper:
    """Whisper through CTranslate2; `encode`, `generate` and `align` on batches of windows of like length."""

    name = "faster-whisper"

    def __init__(self) -> None:
        self._model: Any = None
        self._text: Any = None
        self._mel: Any = None
        self._options = EngineOptions()

    def load(self, model: ModelFiles, options: EngineOptions) -> None:
        try:
            import ctranslate2
            from faster_whisper.feature_extractor import FeatureExtractor
            from faster_whisper.tokenizer import Tokenizer
        except ImportError as error:
            raise EngineUnavailable(
                _("faster-whisper cannot be loaded: {reason}").format(reason=error),
                _("Install the package faster-whisper, or choose another engine"),
            ) from error
        files = in_form(model, Form.CT2)
        self._options = options
        self._model = _open(ctranslate2, files.folder, options)
        self._mel = FeatureExtractor(feature_size=self._model.n_mels)
        try:
            self._text = Tokenizer(
                _word_list(files.folder),
                self._model.is_multilingual,
                task="transcribe",
                language=options.language,
            )
        except ValueError as error:
            raise _unknown_language(options.language) from error
        if not self._model.is_multilingual and options.language != "en":
            raise _english_only(model.name)

    def recognise(self, passages: Passages, search: Search) -> Iterator[Recognised]:
        if self._model is None:
            raise RuntimeError("recognise before load")
        workers, _threads = split_threads(self._options.threads)
        return passes.recognise(
            passages, search, self._attempt, batch_size=self._options.batch_size, workers=workers
        )

    def close(self) -> None:
        if self._model is not None:
            self._model.unload_model()
        self._model = self._text = self._mel = None

    def _attempt(
        self, windows: list[Window], prompt: str, search: Search, temperature: float
    ) -> list[Recognised]:
        encoded, seconds = self._encode(windows)
        limit = batches.token_limit(seconds, _MOST_TOKENS)
        outputs = self._generate(encoded, [self._prompt(prompt)] * len(windows), limit, search, temperature)
        tokens = [[t for t in output.sequences_ids[0] if t < self._text.eot] for output in outputs]
        found = [self._result(o, t, temperature) for o, t in zip(outputs, tokens, strict=True)]
        return self._with_words(encoded, found, tokens, windows) if self._options.word_times else found

    def _encode(self, windows: list[Window]) -> tuple[Floats, float]:
        rows = batches.padded(windows)
        # One window at a time: attention over a batch leaves the processor's cache and costs a third more.
        encoded = [np.array(self._model.encode(self._features(row))) for row in rows]
        return np.concatenate(encoded), rows.shape[1] / SAMPLE_RATE

    def _features(self, row: Window) -> Any:
        import ctranslate2

        mel = self._mel(row, padding=0)[np.newaxis].astype(np.float32)
        return ctranslate2.StorageView.from_array(np.ascontiguousarray(mel))

    def _generate(
        self, encoded: Floats, prompts: list[list[int]], limit: int, search: Search, temperature: float
    ) -> list[Any]:
        import ctranslate2

        how: dict[str, Any] = {"beam_size": search.beam_size}
        if temperature:
            ctranslate2.set_random_seed(quality.SEED)
            how = {"beam_size": 1, "num_hypotheses": quality.SAMPLES, "sampling_topk": 0}
        outputs: list[Any] = self._model.generate(
            ctranslate2.StorageView.from_array(encoded),
            prompts,
            # CTranslate2 generates at most half of this, as Whisper's context is half prompt, half text.
            max_length=2 * max(limit, len(prompts[0])),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=self._suppressed(),
            sampling_temperature=temperature or 1.0,
            **how,
        )
        return outputs

    def _result(self, output: Any, tokens: list[int], temperature: float) -> Recognised:
        text = self._text.decode(tokens).strip()
        # The score is a mean over the text's tokens; Whisper's own mean counts the end token too.
        average = output.scores[0] * len(tokens) / (len(tokens) + 1)
        return Recognised(
            text, (), average, output.no_speech_prob, quality.compression_ratio(text), temperature
        )

    def _with_words(
        self, encoded: Floats, found: list[Recognised], tokens: list[list[int]], windows: list[Window]
    ) -> list[Recognised]:
        # An empty text cannot be aligned; a blank stands in for it and is thrown away.
        filled = [own or self._text.encode(" ")[:1] for own in tokens]
        frames = [max(2, window.size // self._mel.hop_length) for window in windows]
        # One text at a time: the engine holds a number for each token and each word it might have been.
        aligned = [self._aligned(encoded[i : i + 1], filled[i], frames[i]) for i in range(len(windows))]
        return [
            self._timed(result, own, alignment, window.size / SAMPLE_RATE)
            for result, own, alignment, window in zip(found, tokens, aligned, windows, strict=True)
        ]

    def _aligned(self, encoded: Floats, tokens: list[int], frames: int) -> Any:
        import ctranslate2

        view = ctranslate2.StorageView.from_array(encoded)
        start = list(self._text.sot_sequence)
        (found,) = self._model.align(view, start, [tokens], [frames], median_filter_width=_MEDIAN_FILTER)
        return found

    def _timed(self, result: Recognised, tokens: list[int], alignment: Any, seconds: float) -> Recognised:
        if not result.text:
            return result
        if not alignment.alignments:
            confidence = float(np.exp(result.average_log_probability))
            return replace(result, words=words.spread(result.text, seconds, confidence))
        texts, groups = self._text.split_to_word_tokens(tokens)
        counts = [len(group) for group in groups]
        timed = words.pieces(texts, counts, alignment.alignments, alignment.text_token_probs)
        return replace(result, words=words.words(timed, seconds))

    def _prompt(self, words: str) -> list[int]:
        start = [*self._text.sot_sequence, self._text.no_timestamps]
        if not words.strip():
            return start
        # The end of what was said is nearest to what follows, so the beginning is left out.
        return [self._text.sot_prev, *self._text.encode(" " + words.strip())[-_MOST_PROMPT:], *start]

    def _suppressed(self) -> list[int]:
        text = self._text
        control = (text.transcribe, text.translate, text.sot, text.sot_prev, text.sot_lm, text.no_speech)
        return sorted({*text.non_speech_tokens, *control})


def split_threads(threads: int) -> tuple[int, int]:
    """Workers, and threads of each: workers of one thread waste nothing on waiting for one another."""
    cores = thread_count(threads)
    workers = min(cores, _MOST_WORKERS)
    return workers, cores // workers


def _open(ctranslate2: Any, folder: Path, options: EngineOptions) -> Any:
    words = short_vocabulary.listed_words(folder)
    with TemporaryDirectory(prefix="qcdesk-") as scratch:
        short = short_vocabulary.shorten(folder, words, options.language, Path(scratch)) if words else None
        model = _loaded(ctranslate2, Path(scratch) if short else folder, options)
    return short_vocabulary.ShortWhisper(model, short, words) if short and words else model


def _loaded(ctranslate2: Any, folder: Path, options: EngineOptions) -> Any:
    compute = "int8" if options.compute_type == "auto" else options.compute_type
    workers, threads = split_threads(options.threads)
    try:
        return ctranslate2.models.Whisper(
            str(folder),
            device="cpu",
            compute_type=compute,
            intra_threads=threads,
            inter_threads=workers,
            files=_in_memory(folder),
        )
    except (RuntimeError, ValueError) as error:
        raise ModelError(
            _("The model in {folder} cannot be loaded: {reason}").format(folder=folder, reason=error),
            _("Check it: qcdesk models verify; then install it again"),
        ) from error


def _in_memory(folder: Path) -> dict[str, bytes] | None:
    """The files themselves where the native library cannot open their path."""
    if os.name != "nt" or str(folder).isascii():
        return None
    wanted = ("model.bin", "config.json", "vocabulary.txt", "vocabulary.json")
    return {name: (folder / name).read_bytes() for name in wanted if (folder / name).is_file()}


def _word_list(folder: Path) -> Any:
    from tokenizers import Tokenizer as WordList

    try:
        return WordList.from_buffer((folder / "tokenizer.json").read_bytes())
    except (OSError, ValueError) as error:
        raise ModelError(
            _("{path} cannot be read").format(path=folder / "tokenizer.json"),
            _("Check the model: qcdesk models verify; then install it again"),
        ) from error


def _unknown_language(language: str) -> EngineError:
    return EngineError(
        _("Whisper knows no language {code}").format(code=language), _("Use a code such as ru or en")
    )


def _english_only(name: str) -> ModelError:
    return ModelError(
        _("The model {name} knows English only").format(name=name),
        _("Use the model of the same name without .en"),
    )
