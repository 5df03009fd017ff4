"""May this person see that, for this purpose? Agreements, legal bases, wishes, break-glass."""
