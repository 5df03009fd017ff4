"""The only room with identifiable data."""
