"""Estimates of what cannot be counted."""
