"""Frozen values of the field: calls, transcripts, checklists, hints, reviews. Pure, no input or output."""
