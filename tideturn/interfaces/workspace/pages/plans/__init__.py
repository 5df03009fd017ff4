"""The room of the workspace in which the register of plans is kept."""
