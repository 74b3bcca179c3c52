"""Speech: where voice is, windows for recognition and back to true times, turns, metrics."""
