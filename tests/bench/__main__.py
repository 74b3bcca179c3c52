"""Runs the measures of the core and prints them."""

from __future__ import annotations

from tests.bench import core

if __name__ == "__main__":
    core.main()
