"""Receiving a report of a near-fatal overdose, whichever door it comes through."""
