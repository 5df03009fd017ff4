"""The signed-in pages for staff."""
