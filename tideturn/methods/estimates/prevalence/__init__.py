"""How many people there are, from how often the same people are seen on several lists: the older method."""
