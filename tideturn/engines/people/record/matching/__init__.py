"""Whether two tellings of details are about the same person: pure functions of plain values."""
