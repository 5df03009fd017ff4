"""When a time limit ends: hours, working days, calendar days, with pauses."""
