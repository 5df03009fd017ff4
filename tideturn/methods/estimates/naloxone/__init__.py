"""Take-home naloxone: kits in circulation, how many people they have reached, and kits set against deaths."""
