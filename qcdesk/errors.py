"""Every error a user can meet, in one tree, each built from facts and saying what to do.

    QcdeskError
    ├── InputError            something the user gave is not usable: `subject` names it
    │   ├── AudioError        a recording cannot be read
    │   ├── ArchiveError      a ZIP cannot be unpacked safely
    │   ├── TableError        a CRM table cannot be read
    │   ├── TemplateError     a file-name template is wrong
    │   ├── ChecklistError    a checklist file is wrong: `line` is 1-based
    │   ├── AnswersError      a file of a reviewer's answers is wrong
    │   ├── DiskFull          no room on the disk for what is about to be done
    │   └── NotFound          no call, checklist, model or person of that name
    ├── ReviewRefused         a review breaks a rule (no quote, no reason for a correction …)
    │   └── QuoteRefused      words prove nothing: `fault` says why
    ├── AccessRefused         the role of whoever asks forbids it; the attempt is in the journal
    ├── ModelError            weights are missing, damaged or of an unknown form
    │   ├── ModelMissing
    │   └── ModelDamaged      a hash differs: `expected`, `actual`
    ├── EngineError           speech recognition failed
    │   ├── EngineUnavailable the engine's library is not installed
    │   └── EngineCrashed     the child process died: `exit_code`, `last_lines`
    ├── StorageError          the database cannot be used
    │   ├── DatabaseNewer     written by a newer program
    │   └── DatabaseDamaged   integrity check or audit chain failed
    ├── ExportError           a report cannot be written
    └── Cancelled             the user stopped the work

Messages are already in the user's language when an error is raised; a program decides by type and
fields, never by the text.
"""

from __future__ import annotations


class QcdeskError(Exception):
    """Base of all errors shown to a user: what happened, and the remedy.

    Args:
        what: what happened, one sentence without a full stop at the end.
        remedy: what the user can do about it, without a full stop at the end (it may end with a command to
            copy); empty when there is nothing to do.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}. {remedy}" if remedy else what)


class InputError(QcdeskError):
    """Something the user gave cannot be used.

    Args:
        subject: the thing, as the user knows it (a path, an id).
        reason: why it cannot be used.
        remedy: what to do.
    """

    def __init__(self, subject: str, reason: str, remedy: str = "") -> None:
        self.subject = printable(subject)
        self.reason = reason
        super().__init__(f"{self.subject}: {reason}", remedy)


class AudioError(InputError):
    """A recording cannot be read."""


class ArchiveError(InputError):
    """An archive of recordings cannot be unpacked safely."""


class TableError(InputError):
    """A CRM table cannot be read."""


class TemplateError(InputError):
    """A template of file names is wrong."""


class ChecklistError(InputError):
    """A checklist file is wrong.

    Args:
        subject: the file.
        reason: what is wrong.
        line: 1-based line in the file, 0 when the whole file is meant.
    """

    def __init__(self, subject: str, reason: str, remedy: str = "", *, line: int = 0) -> None:
        self.line = line
        super().__init__(f"{subject}:{line}" if line else subject, reason, remedy)


class AnswersError(InputError):
    """A file of a reviewer's answers is wrong."""


class DiskFull(InputError):
    """There is no room on the disk for what is about to be done; nothing was begun."""


class NotFound(InputError):
    """There is no call, checklist, model or person of that name."""


class ReviewRefused(QcdeskError):
    """A review breaks a rule of the department; nothing was stored."""


class QuoteRefused(ReviewRefused):
    """Words that were given as evidence are none.

    Args:
        fault: a member of `qcdesk.evidence.guard.Fault`, as text.
    """

    def __init__(self, what: str, remedy: str, *, fault: str) -> None:
        self.fault = fault
        super().__init__(what, remedy)


class AccessRefused(QcdeskError):
    """The role of whoever asks forbids what he wants; nothing was changed, the attempt is in the journal."""


class ModelError(QcdeskError):
    """Weights are missing, damaged or of an unknown form."""


class ModelMissing(ModelError):
    """The weights are not installed."""


class ModelDamaged(ModelError):
    """The bytes of a weights file are not the published ones.

    Args:
        name: the file.
        expected: SHA-256 of the published file, hexadecimal.
        actual: SHA-256 of the file found.
    """

    def __init__(self, what: str, remedy: str, *, name: str, expected: str, actual: str) -> None:
        self.name = name
        self.expected = expected
        self.actual = actual
        super().__init__(what, remedy)


class EngineError(QcdeskError):
    """Speech recognition failed."""


class EngineUnavailable(EngineError):
    """The engine's library is not installed or cannot be loaded."""


class EngineCrashed(EngineError):
    """The engine's process died.

    Args:
        exit_code: the process's exit code; negative is a signal.
        last_lines: what it printed last to standard error.
    """

    def __init__(self, what: str, remedy: str, *, exit_code: int, last_lines: str) -> None:
        self.exit_code = exit_code
        self.last_lines = last_lines
        super().__init__(what, remedy)


class StorageError(QcdeskError):
    """The database cannot be used."""


class DatabaseNewer(StorageError):
    """The database was written by a newer version of the program."""


class DatabaseDamaged(StorageError):
    """The integrity check or the audit chain failed."""


class ExportError(QcdeskError):
    """A report cannot be written."""


class Cancelled(QcdeskError):
    """The user stopped the work."""


def printable(text: str) -> str:
    """The text on one line, safe for a terminal: control characters are escaped, lone surrogates shown."""
    shown = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in shown)


def to_plain(error: QcdeskError) -> dict[str, object]:
    """The error as plain values, to cross from a child process."""
    return {"type": type(error).__name__, "message": str(error), "fields": dict(vars(error))}


def from_plain(plain: dict[str, object]) -> QcdeskError:
    """The error that `to_plain` took apart; its type, fields and message are the same."""
    cls = globals().get(str(plain["type"]), QcdeskError)
    error: QcdeskError = cls.__new__(cls, str(plain["message"]))
    error.args = (str(plain["message"]),)
    fields = plain["fields"]
    if isinstance(fields, dict):
        vars(error).update(fields)
    return error
