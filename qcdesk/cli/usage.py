"""Wrong usage in the user's language: what the command-line library says in English only."""

from __future__ import annotations

import gettext
import os
from typing import Any

import typer

from qcdesk.errors import QcdeskError
from qcdesk.i18n import _
from qcdesk.paths import PACKAGE

USAGE_ERRORS: tuple[type[Exception], ...] = tuple(
    base for base in typer.BadParameter.__mro__ if issubclass(base, Exception) and base is not Exception
)
"""The library's usage errors, found through the one it publishes."""


def library_texts() -> tuple[str, ...]:
    """Texts that the library looks up by gettext; named here so that they are translated with ours."""
    return (
        _("Usage:"),
        _("Options"),
        _("Arguments"),
        _("Commands"),
        _("Show this message and exit."),
        _("Missing command."),
        _("No such command {name!r}."),
        _("required"),
        _("default: {default}"),
        _("Aborted!"),
    )


def speak(language: str) -> None:
    """Lets the library look its texts up in our catalogue."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("qcdesk", str(PACKAGE / "locale"))
    gettext.textdomain("qcdesk")


def mistyped(error: Any) -> QcdeskError:
    """The usage error as one of ours."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "qcdesk"
    return QcdeskError(_reason(error), _("See: {command} --help").format(command=path))


def _reason(error: Any) -> str:
    option = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if option and parameter is None:
        return _("No such option: {name}").format(name=option)
    if parameter is not None:
        name = parameter.opts[0] if parameter.param_type_name == "option" else parameter.name.upper()
        text = _("Not a suitable value: {name}") if error.message else _("Missing: {name}")
        return text.format(name=name)
    if error.message.startswith("Got unexpected"):
        return _("Too many words in the command")
    return str(error.message).rstrip(".")
