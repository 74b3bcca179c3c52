"""The page of managers: the team, and how each of them does."""
