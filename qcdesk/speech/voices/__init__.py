"""Tells voices of one call apart by how they sound; what it finds never outlives the call."""
