"""Intake: agencies report near-fatal overdoses by program; a report is answered only once it is kept for good."""
