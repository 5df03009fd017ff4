"""Which earlier promises a later one may go back to, and which two of one plan say the same, by their words."""
