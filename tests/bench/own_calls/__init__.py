"""Our own invented calls with exact truth, on which the constants of recognition are derived."""
