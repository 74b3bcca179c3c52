"""Folders: the user's data, the weights, and what ships with the program."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds all data of one department, and the names inside it."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "qcdesk.sqlite3"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.yaml"

    @property
    def checklists(self) -> Path:
        return self.folder / "checklists"

    @property
    def vocabulary(self) -> Path:
        return self.folder / "vocabulary"

    @property
    def examples(self) -> Path:
        return self.folder / "examples"

    @property
    def hints(self) -> Path:
        """The company's own model of hints."""
        return self.folder / "hints.npz"

    @property
    def unfinished(self) -> Path:
        return self.folder / "unfinished"

    @property
    def drafts(self) -> Path:
        return self.folder / "drafts"

    @property
    def outlines(self) -> Path:
        return self.folder / "cache" / "outlines"

    @property
    def balanced(self) -> Path:
        """What a reviewer listens to with one side louder; emptied when the window is closed."""
        return self.folder / "cache" / "balanced"

    @property
    def unpacked(self) -> Path:
        return self.folder / "unpacked"


def default_home() -> Path:
    """`QCDESK_HOME`, else the folder that was chosen, else the user's data folder of this system."""
    named = os.environ.get("QCDESK_HOME")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    try:
        chosen = _chosen_home().read_text("utf-8").strip()
    except (OSError, UnicodeError):
        chosen = ""
    return Path(chosen) if chosen else user_data_path("qcdesk", appauthor=False)


def choose_home(folder: Path) -> None:
    """Makes a folder the home of this user from the next start on; nothing is moved.

    Raises:
        OSError: the folder cannot be made or written to, or the choice cannot be kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass
    kept = _chosen_home()
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(f"{folder.absolute()}\n", "utf-8")


def _chosen_home() -> Path:
    from platformdirs import user_config_path

    return user_config_path("qcdesk", appauthor=False) / "home.txt"


def models_folder() -> Path:
    """Where weights are kept: `QCDESK_MODELS`, else one folder a user.

    Native loaders on Windows fail on paths outside ASCII (a Cyrillic user name is the usual case), so
    there the folder moves to the machine's common data folder, which is always ASCII.
    """
    named = os.environ.get("QCDESK_MODELS")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    folder = user_data_path("qcdesk", appauthor=False) / "models"
    if sys.platform == "win32" and not str(folder).isascii():
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "qcdesk" / "models"
    return folder


def shipped_checklists() -> Path:
    """The folder of the checklists that ship with the program (inside the wheel, or beside the source)."""
    inside = PACKAGE / "shipped_checklists"
    return inside if inside.is_dir() else PACKAGE.parent / "checklists"


def samples() -> Path:
    """The folder of the sample calls that ship with the program."""
    return PACKAGE / "samples"
