"""Downloads one published file: resumed where it stopped, tried again, and checked by its hash."""

from __future__ import annotations

import http.client
import shutil
import ssl
import sys
import urllib.error
import urllib.request
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO

from qcdesk.domain.events import Event, Progress, Waiting
from qcdesk.engines.models.catalogue import PublishedFile
from qcdesk.engines.models.placing import CHUNK, damaged, hash_file
from qcdesk.errors import ModelError
from qcdesk.i18n import _

TRIES = 4
TIMEOUT_S = 30.0


class DownloadBusyError(ModelError):
    """Another process is downloading the same file."""


class _InterruptedError(Exception):
    """The connection broke; what came so far is kept."""


def download(
    file: PublishedFile, parts: Path, target: Path, done: int, total: int, subject: str
) -> Generator[Event, None, None]:
    """Fetches a file to `target`; yields `Progress` in bytes, counted from `done` of `total`.

    Proxies and certificates are the system's own. What was fetched is kept as `<sha256>.part` in `parts`
    when the network fails or the program dies, and the next call goes on from there; when the caller
    closes the generator it is removed.

    Raises:
        ModelError: the address cannot be reached.
        DownloadBusyError: another process is downloading the same file.
        ModelDamaged: what came has another hash; it is removed.
    """
    parts.mkdir(parents=True, exist_ok=True)
    part = parts / f"{file.sha256}.part"
    with _claim(part) as out:
        try:
            yield from _fetch(file, out, done, total, subject)
        except GeneratorExit:
            _drop(part, out)
            raise
        except ModelError:
            if not out.tell():
                _drop(part, out)
            raise
    actual = hash_file(part)
    if actual != file.sha256:
        part.unlink()
        raise damaged(file.name, file.sha256, actual)
    shutil.move(part, target)


def _fetch(
    file: PublishedFile, out: BinaryIO, done: int, total: int, subject: str
) -> Generator[Event, None, None]:
    last: Exception | None = None
    for _attempt in range(TRIES):
        try:
            yield from _stream(file, out, done, total, subject)
        except (_InterruptedError, urllib.error.URLError, http.client.HTTPException, OSError) as error:
            last = error
            if isinstance(error, urllib.error.HTTPError):
                error.close()
            if _hopeless(error):
                break
            yield Waiting(subject)
        else:
            return
    raise _unreachable(file, last)


def _stream(
    file: PublishedFile, out: BinaryIO, done: int, total: int, subject: str
) -> Generator[Event, None, None]:
    start = out.seek(0, 2)
    if start >= file.size:
        # A complete file of another run, or one that is too long: the hash decides.
        return
    yield Waiting(subject)
    request = urllib.request.Request(file.url, headers={"User-Agent": "qcdesk", "Range": f"bytes={start}-"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=TIMEOUT_S, context=ssl.create_default_context()) as answer:  # noqa: S310
        if answer.status != http.client.PARTIAL_CONTENT:
            # The server does not resume: it sends everything again.
            out.seek(0)
            out.truncate()
        while chunk := answer.read(CHUNK):
            out.write(chunk)
            yield Progress(done + out.tell(), total, subject)
    if out.tell() < file.size:
        raise _InterruptedError


def _claim(part: Path) -> BinaryIO:
    """Opens the part for appending, locked against a second process until it is closed.

    Raises:
        DownloadBusyError: another process holds it.
    """
    out = part.open("ab")
    try:
        _lock(out)
    except OSError as error:
        out.close()
        raise DownloadBusyError(
            _("This model is being downloaded already"), _("Wait until the other download is finished")
        ) from error
    return out


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: BinaryIO) -> None:
        # A byte far behind any content: a lock on Windows also forbids reading what it covers.
        stream.seek(1 << 40)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: BinaryIO) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _drop(part: Path, out: BinaryIO) -> None:
    # Windows removes no open file.
    out.close()
    part.unlink(missing_ok=True)


def _hopeless(error: Exception) -> bool:
    """Trying again does not help: the server refused, or the name is unknown."""
    if isinstance(error, urllib.error.HTTPError):
        return error.code < http.client.INTERNAL_SERVER_ERROR and error.code != http.client.TOO_MANY_REQUESTS
    return isinstance(
        getattr(error, "reason", None), (ssl.SSLCertVerificationError, OSError)
    ) and not isinstance(getattr(error, "reason", None), TimeoutError)


def _unreachable(file: PublishedFile, error: Exception | None) -> ModelError:
    reason = getattr(error, "reason", None) or error or _("the connection broke")
    return ModelError(
        _("{url} cannot be downloaded: {reason}").format(url=file.url, reason=reason),
        _("Check the network or the proxy, or bring the files from elsewhere: qcdesk models import PATH"),
    )
