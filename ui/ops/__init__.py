"""What a user can do: one function for one action, each giving an operation."""
