"""Runs the measures and prints them: of the core, or `recognition` with its own arguments."""

from __future__ import annotations

import sys

from tests.bench import core

if __name__ == "__main__":
    if sys.argv[1:2] == ["recognition"]:
        from tests.bench import recognition

        del sys.argv[1]
        recognition.main()
    else:
        core.main()
