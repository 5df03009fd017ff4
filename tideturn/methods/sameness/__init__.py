"""Whether two listings, of two publishers, are of one service."""
