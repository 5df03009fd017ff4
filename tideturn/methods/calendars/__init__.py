"""Working days and public holidays of a place."""
