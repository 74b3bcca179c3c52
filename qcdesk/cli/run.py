"""Runs a command line: options of the whole program first, then the command, then errors in plain words."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from qcdesk import i18n
from qcdesk.cli.session import Session
from qcdesk.errors import InputError, NotFound, QcdeskError, TemplateError
from qcdesk.paths import Home, default_home

DONE, FAILED, USAGE, STOPPED = 0, 1, 2, 130
_MISTYPED = (NotFound, TemplateError)


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit code."""
    _have_streams()
    _speak_utf8()
    try:
        session, rest = parse(arguments)
    except InputError as error:
        sys.stderr.write(f"qcdesk: {error}\n")
        return USAGE
    try:
        return _command(session, rest)
    except QcdeskError as error:
        session.complain(error)
        return USAGE if type(error) is InputError or isinstance(error, _MISTYPED) else FAILED
    except KeyboardInterrupt:
        session.note(i18n._("Stopped. What was done is kept."))
        return STOPPED
    except BrokenPipeError:
        # The reader of our output (head, less) went away; nothing more can be said.
        _silence(sys.stdout)
        return DONE
    except OSError as error:
        return _disk(session, error)
    except Exception as error:
        if session.debug:
            raise
        session.complain(_unforeseen(error))
        return FAILED
    finally:
        session.close()


def _disk(session: Session, error: OSError) -> int:
    """The system refused: a full disk, a folder without rights, or standard output itself."""
    if session.debug:
        raise error
    session.as_json = False
    _silence(sys.stdout)
    what = i18n._("The system refused: {why}").format(
        why=f"{error.strerror or error} {error.filename or ''}".strip()
    )
    session.complain(QcdeskError(what, i18n._("Check the rights to the folder and the space on the disk")))
    return FAILED


def _silence(stream: TextIO) -> None:
    """Sends what is still to be written nowhere: the other end is gone or full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def parse(arguments: Sequence[str]) -> tuple[Session, list[str]]:
    """Takes `--home`, `--json`, `--lang` and `--debug` out of the line, wherever they stand before `--`."""
    rest: list[str] = []
    found: dict[str, str] = {}
    left = list(arguments)
    while left:
        word = left.pop(0)
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *left]
            break
        if word in ("--json", "--debug"):
            found[word] = "yes"
        elif name in ("--home", "--lang"):
            if not equals and not left:
                raise InputError(name, i18n._("needs a value"))
            found[name] = value if equals else left.pop(0)
        else:
            rest.append(word)
    home = Path(found["--home"]).expanduser() if found.get("--home") else default_home()
    language = found.get("--lang") or _language_of(home)
    i18n.use_language(language or "auto")
    session = Session(home, "--home" in found, language, "--json" in found, "--debug" in found)
    return session, rest


def _language_of(home: Path) -> str | None:
    """The language in the settings, read without loading them: help must be in it too, and must be quick."""
    try:
        text = Home(home).settings.read_text("utf-8", errors="replace")
    except OSError:
        return None
    found = re.search(r"^language:\s*(ru|en)\b", text, re.MULTILINE)
    return found.group(1) if found else None


def _command(session: Session, rest: list[str]) -> int:
    import typer
    from typer.main import get_command

    from qcdesk.cli.app import build
    from qcdesk.cli.usage import USAGE_ERRORS, mistyped, speak

    speak(session.language or i18n.language())
    command = get_command(build())
    try:
        outcome = command.main(
            args=rest or ["--help"], prog_name="qcdesk", obj=session, standalone_mode=False
        )
    except typer.Abort:
        raise KeyboardInterrupt from None
    except USAGE_ERRORS as error:
        session.complain(mistyped(error))
        return USAGE
    return int(outcome or DONE)


def _have_streams() -> None:
    """A window program, or a shell that closed them, leaves us without standard streams."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _unforeseen(error: Exception) -> QcdeskError:
    what = i18n._("Something unforeseen happened: {why}").format(why=f"{type(error).__name__}: {error}")
    return QcdeskError(
        what, i18n._("Nothing stored was lost. Run with --debug and send the output to the developers")
    )
