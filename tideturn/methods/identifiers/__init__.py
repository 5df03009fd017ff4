"""Numbers and references that carry their own check."""
