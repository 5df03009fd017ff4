"""Signals that explain themselves: in words, as a chart, and as the table of the same facts."""
