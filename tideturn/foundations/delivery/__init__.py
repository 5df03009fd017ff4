"""What leaves the house: an outbox, at least once, with a notice when it falls silent."""
