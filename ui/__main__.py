"""`python -m ui`: reads the few options of the window and starts it.

A spawned child process (recognition, outlines) loads this module too: nothing of Qt is imported at its top.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from multiprocessing import freeze_support
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the window to its end and returns the exit code."""
    options = _parser().parse_args(arguments)
    gc.disable()  # nothing that is loaded is garbage; the window enables it when it stands
    import qcdesk.desk  # noqa: F401  before Qt, which looks into the source of every module loaded after it
    from ui.app import StartOptions, run

    return run(StartOptions(options.home, options.language, smoke=options.smoke))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui", description="The window of qcdesk")
    parser.add_argument("--home", type=Path, help="folder of the data, else QCDESK_HOME")
    parser.add_argument("--language", choices=("ru", "en"))
    parser.add_argument("--smoke", action="store_true", help="go through the main path once and exit")
    return parser


if __name__ == "__main__":
    freeze_support()
    sys.exit(main())
