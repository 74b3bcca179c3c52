"""Lists of phrases that ship with the program and that a company may add to or cut: forbidden, rude.

A file holds one phrase a line (see `qcdesk.evidence.phrases`); `#` begins a comment. In a company's own file
of the same name in its folder `vocabulary`, a plain line or one after `+` adds a phrase, and one after `-`
takes a shipped phrase away. `?` in front of a phrase marks one that is innocent in some sentences («вы должны
были получить письмо»): the model has a say then.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qcdesk.errors import ChecklistError
from qcdesk.evidence.phrases import Phrase, compile_phrase
from qcdesk.i18n import _

SHIPPED = Path(__file__).parent
NAMES = ("forbidden_phrases", "rude")


def lines_of(name: str, folder: Path | None = None) -> tuple[str, ...]:
    """The phrases of a list as they are written, the company's own additions last.

    Args:
        folder: of the company's own lists; None or without that file: only what ships.

    Raises:
        ChecklistError: a file cannot be read.
    """
    phrases = list(_written(SHIPPED / f"{name}.txt"))
    own = folder / f"{name}.txt" if folder else None
    if own is None or not own.exists():
        return tuple(phrases)
    for line in _written(own):
        phrase = line.lstrip("+-").strip()
        if line.startswith("-"):
            phrases = [p for p in phrases if p != phrase]
        elif phrase not in phrases:
            phrases.append(phrase)
    return tuple(phrases)


@dataclass(frozen=True, slots=True)
class Listed:
    """A phrase of a list, as written and ready; `doubtful` where it is innocent in some sentences."""

    text: str
    phrase: Phrase
    doubtful: bool = False


def vocabulary(name: str, folder: Path | None = None) -> tuple[Listed, ...]:
    """The phrases of a list, ready for searching.

    Raises:
        ChecklistError: a phrase is written wrongly, with file and line.
    """
    _check_names(folder)
    for file in (SHIPPED / f"{name}.txt", *([folder / f"{name}.txt"] if folder else [])):
        _check(file)
    return _compiled(lines_of(name, folder))


def _check_names(folder: Path | None) -> None:
    """A file whose name is no list's would be read by nobody, which its writer should know."""
    for file in sorted(folder.iterdir()) if folder is not None and folder.is_dir() else ():
        if file.is_file() and not file.name.startswith((".", "~")) and file.stem not in NAMES:
            remedy = _("Possible: {names}").format(names=", ".join(f"{name}.txt" for name in NAMES))
            raise ChecklistError(str(file), _("no list of phrases has this name"), remedy)


@cache
def _compiled(lines: tuple[str, ...]) -> tuple[Listed, ...]:
    return tuple(Listed(line, compile_phrase(line.lstrip("? ")), line.startswith("?")) for line in lines)


def _check(file: Path) -> None:
    for number, line in _numbered(file):
        phrase = line.lstrip("+-? ")
        try:
            compile_phrase(phrase)
        except ValueError as error:
            reason = _("“{phrase}” is no phrase").format(phrase=phrase)
            raise ChecklistError(
                str(file), reason, _("Correct the line or delete it"), line=number
            ) from error


def _written(file: Path) -> list[str]:
    return [line for _number, line in _numbered(file)]


def _numbered(file: Path) -> list[tuple[int, str]]:
    if not file.exists():
        return []
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ChecklistError(str(file), str(error), _("Save the file as UTF-8 text")) from error
    lines = [(n, line.partition("#")[0].strip()) for n, line in enumerate(text.splitlines(), 1)]
    return [(number, line) for number, line in lines if line]
