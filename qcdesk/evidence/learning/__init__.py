"""Learns from examples which sentences mean what: a linear model over words, letters and meaning."""
