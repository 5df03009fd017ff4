"""Fetching a feed of a directory by its address, in a process of its own that knows nothing but its task."""
