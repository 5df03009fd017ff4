"""What may be done to agencies, teams and users."""
