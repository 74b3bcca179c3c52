"""Downloading from a real server on this machine: resumed, checked, honest about failure."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from qcdesk.domain.events import Progress
from qcdesk.engines.models import download as module
from qcdesk.engines.models import published
from qcdesk.engines.models.catalogue import Form, PublishedFile
from qcdesk.engines.models.download import DownloadBusyError, download
from qcdesk.engines.models.install import Source, install
from qcdesk.engines.models.store import installed
from qcdesk.errors import ModelDamaged, ModelError
from tests.core.engines.models.weights import FILES, leftovers, publish, publish_checkpoint, run, sha256

BODY = bytes(range(256)) * 12_000


class Server(ThreadingHTTPServer):
    """Serves files by the last part of their address; can break off, ignore ranges, or refuse."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.break_after: int | None = None
        self.ranges = True
        self.asked: list[int] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is part of the tests."""

    def address(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{name}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        content = self.server.files.get(self.path.rpartition("/")[2])
        if content is None:
            self.send_error(404)
            return
        found = re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(found[1]) if found and self.server.ranges else 0
        self.server.asked.append(start)
        self.send_response(206 if self.server.ranges else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        rest = content[start:]
        if self.server.break_after is not None:
            rest, self.server.break_after = rest[: self.server.break_after], None
        self.wfile.write(rest)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    running = Server()
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def _file(server: Server, content: bytes = BODY, name: str = "model.bin") -> PublishedFile:
    return PublishedFile(name, server.address(name), len(content), sha256(content))


def test_a_broken_connection_is_resumed(server: Server, tmp_path: Path) -> None:
    server.files["model.bin"] = BODY
    server.break_after = 1_000_000
    events = list(download(_file(server), tmp_path / "parts", tmp_path / "model.bin", 0, len(BODY), "base"))
    assert (tmp_path / "model.bin").read_bytes() == BODY
    assert server.asked[0] == 0
    assert server.asked[1] > 0
    done = [e.done for e in events if isinstance(e, Progress)]
    assert done == sorted(done)
    assert done[-1] == len(BODY)


def test_a_server_that_cannot_resume_starts_again(server: Server, tmp_path: Path) -> None:
    server.files["model.bin"] = BODY
    server.ranges = False
    server.break_after = 1_000_000
    run(download(_file(server), tmp_path / "parts", tmp_path / "model.bin", 0, len(BODY), "base"))
    assert (tmp_path / "model.bin").read_bytes() == BODY


def test_a_later_run_goes_on_where_the_network_failed(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TRIES", 1)
    server.files["model.bin"] = BODY
    server.break_after = 2_000_000
    job = (_file(server), tmp_path / "parts", tmp_path / "model.bin", 0, len(BODY), "base")
    with pytest.raises(ModelError):
        run(download(*job))
    run(download(*job))
    assert server.asked[1] > 0
    assert (tmp_path / "model.bin").read_bytes() == BODY


def test_other_bytes_are_refused_and_removed(server: Server, tmp_path: Path) -> None:
    server.files["model.bin"] = BODY[:-1] + b"\0"
    with pytest.raises(ModelDamaged) as caught:
        run(download(_file(server), tmp_path / "parts", tmp_path / "model.bin", 0, len(BODY), "base"))
    assert caught.value.actual == sha256(BODY[:-1] + b"\0")
    assert list(tmp_path.rglob("*.part")) == []


def test_closing_removes_what_came(server: Server, tmp_path: Path) -> None:
    server.files["model.bin"] = BODY
    job = download(_file(server), tmp_path / "parts", tmp_path / "model.bin", 0, len(BODY), "base")
    while not isinstance(next(job), Progress):
        pass
    job.close()
    assert list(tmp_path.rglob("*.part")) == []
    assert not (tmp_path / "model.bin").exists()


def test_a_second_download_of_the_same_file_waits_its_turn(server: Server, tmp_path: Path) -> None:
    server.files["model.bin"] = BODY
    job = (_file(server), tmp_path / "parts", tmp_path / "model.bin", 0, len(BODY), "base")
    first = download(*job)
    next(first)
    with pytest.raises(DownloadBusyError):
        run(download(*job))
    run(first)
    assert (tmp_path / "model.bin").read_bytes() == BODY


def test_without_a_network_nothing_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A port nobody listens on.
    monkeypatch.setattr(published, "HUB", "http://127.0.0.1:9")
    monkeypatch.setattr(published, "OPENAI", "http://127.0.0.1:9/{sha256}/{name}.pt")
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ModelError) as caught:
        run(install("tiny", tmp_path, Source.DOWNLOAD))
    assert caught.value.remedy
    assert installed(tmp_path) == []


def test_the_hub_comes_first_and_the_checkpoint_when_it_is_blocked(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", server.address("hub"))
    monkeypatch.setattr(published, "OPENAI", server.address("pt") + "/{sha256}/{name}.pt")
    publish(monkeypatch, "tiny", FILES)
    publish_checkpoint(monkeypatch, "tiny", BODY)

    server.files = {"tiny.pt": BODY}
    blocked = run(install("tiny", tmp_path / "a", Source.DOWNLOAD))
    assert blocked.form is Form.OPENAI
    assert blocked.weights.read_bytes() == BODY

    server.files |= FILES
    opened = run(install("tiny", tmp_path / "b", Source.DOWNLOAD))
    assert opened.form is Form.CT2
    assert not leftovers(tmp_path)
