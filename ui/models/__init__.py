"""Qt models over values of the domain."""
