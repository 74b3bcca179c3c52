"""Use cases: one function, one transaction; long ones are generators of events."""
