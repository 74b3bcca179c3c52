"""The command line whose child tells every window it recognises: `python -m tests.core.cli.telling …`."""

from __future__ import annotations

import sys

from qcdesk.cli.run import run
from qcdesk.services import units
from tests.core.engines import child_units

if __name__ == "__main__":
    units.recognise = child_units.recognise_and_tell
    sys.exit(run(sys.argv[1:]))
