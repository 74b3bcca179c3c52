"""The page on which a call is reviewed."""
