"""Filling an invented country with people and cases, to be looked at; refused in every country that is not invented."""
