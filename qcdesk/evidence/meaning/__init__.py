"""Matching by meaning, on this computer: which of the wanted things a sentence says in other words."""
