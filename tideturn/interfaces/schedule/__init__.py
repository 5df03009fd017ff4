"""Scheduled jobs: one file each, in folders named by rhythm; each is safe to run twice."""
