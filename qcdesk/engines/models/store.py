"""The models folder: what is installed, where it lies, and whether it is still what it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qcdesk.engines.models import published
from qcdesk.engines.models.catalogue import Form, PublishedForm, published_models
from qcdesk.engines.models.placing import MANIFEST, damaged, hash_file
from qcdesk.errors import ModelError, ModelMissing
from qcdesk.i18n import _


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Weights on disk: their name, the folder of one form, and which form it is."""

    name: str
    folder: Path
    form: Form

    @property
    def weights(self) -> Path:
        """The file of the weights themselves."""
        return self.folder / ("model.bin" if self.form is Form.CT2 else f"{self.name}.pt")

    def beside(self, form: Form) -> Path:
        """The folder of the same model in another form."""
        root = self.folder.parent if self.folder.name == self.form else self.folder
        return root / form


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """One file of an installed model after hashing; `actual` is None when the file is not there."""

    model: str
    form: Form
    file: str
    expected: str
    actual: str | None

    @property
    def ok(self) -> bool:
        """The bytes are what they were when the model was installed."""
        return self.actual == self.expected


def model_folder(models: Path, name: str, form: Form) -> Path:
    """Where a form of a model lies in the models folder."""
    return models / name / form


def installed(models: Path) -> list[ModelFiles]:
    """All complete models of the folder, one for each form, by name."""
    if not models.is_dir():
        return []
    found = [
        ModelFiles(folder.name, folder / form, form) for folder in sorted(models.iterdir()) for form in Form
    ]
    return [model for model in found if (model.folder / MANIFEST).is_file()]


def find(name: str, models: Path, form: Form | None = None) -> ModelFiles:
    """The weights to load.

    Args:
        name: a model's name, or the path of a folder with `model.bin` or of a `.pt` file.
        models: the models folder.
        form: the form preferred when several are installed.

    Raises:
        ModelMissing: no such model is installed.
        ModelDamaged: a file was cut short or changed in size since it was installed.
        ModelError: the path holds no weights.
    """
    name = published.ALIASES.get(name, name)
    here = [m for m in installed(models) if m.name == name]
    if here:
        best = next((m for m in here if m.form is form), here[0])
        _check_sizes(best)
        return best
    path = Path(name).expanduser()
    if path.exists() and (path.is_absolute() or len(path.parts) > 1 or path.suffix == ".pt"):
        return at_path(path)
    raise ModelMissing(
        _("The model {name} is not installed").format(name=name),
        _("Install it: qcdesk models install {name}").format(name=name),
    )


def at_path(path: Path) -> ModelFiles:
    """The weights in a folder or file named by the user.

    Raises:
        ModelError: there are none.
    """
    path = path.resolve()
    if path.is_file() and path.suffix == ".pt":
        return ModelFiles(path.stem, path.parent, Form.OPENAI)
    if path.is_file() and path.name == "model.bin":
        path = path.parent
    if (path / "model.bin").is_file():
        return ModelFiles(path.name, path, Form.CT2)
    checkpoints = sorted(path.glob("*.pt")) if path.is_dir() else []
    if len(checkpoints) == 1:
        return ModelFiles(checkpoints[0].stem, path, Form.OPENAI)
    raise ModelError(
        _("{path} holds no weights").format(path=path),
        _("Name a .pt file, or a folder with model.bin, config.json and tokenizer.json"),
    )


def verify(models: Path) -> list[VerifiedFile]:
    """Hashes every file of every installed model.

    Published files are compared with the catalogue, converted and custom ones with what was written down when
    they came.
    """
    return [result for model in installed(models) for result in _verify_one(model)]


def check(model: ModelFiles) -> None:
    """Reads the model's files and compares their hashes.

    Raises:
        ModelDamaged: a file is missing or has other bytes; both hashes are told.
        ModelError: what was written down about the model cannot be read.
    """
    if not (model.folder / MANIFEST).is_file():
        return  # A model named by its path: nobody wrote down what it was.
    for file in _verify_one(model):
        if not file.ok:
            raise damaged(str(model.folder / file.file), file.expected, file.actual or _("missing"))


def make_way(model: ModelFiles) -> None:
    """Removes the folder of a damaged model, so that a whole one can take its place; a whole one stays."""
    try:
        check(model)
    except ModelError:
        shutil.rmtree(model.folder, ignore_errors=True)


def is_whole(model: ModelFiles) -> bool:
    """Whether every file of the model is what it was."""
    try:
        check(model)
    except ModelError:
        return False
    return True


def _verify_one(model: ModelFiles) -> Iterator[VerifiedFile]:
    known = _published_form(model)
    for file, (_size, noted) in _manifest(model).items():
        entry = known.file(file) if known else None
        path = model.folder / file
        actual = hash_file(path) if path.is_file() else None
        yield VerifiedFile(model.name, model.form, file, entry.sha256 if entry else noted, actual)


def _published_form(model: ModelFiles) -> PublishedForm | None:
    """The catalogue's entry, unless the folder was converted here: then its files have their own hashes."""
    if _content(model).get("source") == "converted":
        return None
    entry = published_models().get(model.name)
    return entry.form(model.form) if entry else None


def _check_sizes(model: ModelFiles) -> None:
    for file, (size, sha256) in _manifest(model).items():
        path = model.folder / file
        if not path.is_file() or path.stat().st_size != size:
            raise damaged(str(path), sha256, hash_file(path) if path.is_file() else "")


def _manifest(model: ModelFiles) -> dict[str, tuple[int, str]]:
    files = _content(model).get("files")
    if not isinstance(files, dict):
        raise _unreadable(model)
    try:
        return {file: (int(entry["bytes"]), str(entry["sha256"])) for file, entry in files.items()}
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(model) from error


def _content(model: ModelFiles) -> dict[str, object]:
    try:
        content = json.loads((model.folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _unreadable(model) from error
    if not isinstance(content, dict):
        raise _unreadable(model)
    return content


def _unreadable(model: ModelFiles) -> ModelError:
    return ModelError(
        _("{path} cannot be read").format(path=model.folder / MANIFEST),
        _("Delete the folder {folder} and install the model again").format(folder=model.folder),
    )
