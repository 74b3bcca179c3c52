"""The whole product without a window: `qcdesk COMMAND …`."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs one command and ends the process: 0 done, 1 something failed, 2 wrong usage, 130 stopped."""
    from qcdesk.cli.run import run

    sys.exit(run(sys.argv[1:]))
