"""What can be known about a recording without listening: its name, a CRM's table, its place on disk."""
