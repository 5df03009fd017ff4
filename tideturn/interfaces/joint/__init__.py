"""Writes that span engines, for every door that makes them: each joins its engines in one transaction."""
