"""Writes of the plans engine."""
