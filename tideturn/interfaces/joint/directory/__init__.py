"""Feeds on their way into the directory: opened, checked as they are read, proposed, and fetched on their rhythm."""
