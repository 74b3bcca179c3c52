"""Windows beside the window, only where something cannot be said in place."""
