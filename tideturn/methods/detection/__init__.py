"""Detection: which counts are higher than chance explains."""
