"""Which readings of cases stand out, so that a person asks about them; pure sums over plain values."""
