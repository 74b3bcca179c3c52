"""Recordings: what a file really is, its sound at 16 kHz a channel, and its outline for a picture."""
