"""The draft of an annual report, from the numbers that the pages show, for a person to edit."""
