"""Template tags of the design room."""
