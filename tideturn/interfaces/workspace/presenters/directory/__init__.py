"""The words of the room in which the directory is kept."""
