"""Sums about promises: when they fall due, and how they stand on a given day."""
