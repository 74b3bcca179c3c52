"""The arithmetic of scores, and how sure one can be of their averages."""

from qcdesk.scoring.arithmetic import round_half_up, score

__all__ = ["round_half_up", "score"]
