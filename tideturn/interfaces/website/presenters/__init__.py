"""Values into words: what a page prints, worked out without a browser."""
