"""Rates with their limits."""
