"""Weights: what is published, where it lies, how it gets there, and how one form becomes another."""
