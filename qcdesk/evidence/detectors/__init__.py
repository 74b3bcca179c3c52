"""Detectors: each finds one thing in a call and returns the words that prove it."""
