"""What people type, found again in words that somebody listed: forgiving of case, accents, plurals and slips."""
