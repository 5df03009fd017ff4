"""Writes to cases, each in the transaction of the one who calls."""
