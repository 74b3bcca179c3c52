"""Steps from one shape of the database to the next, run by Alembic; a released step never changes."""
