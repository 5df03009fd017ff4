"""Who did or read what: chained, witnessed, in the same transaction."""
