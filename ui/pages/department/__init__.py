"""The page of the department."""
