"""Feeds of directories of services: Open Referral UK and HSDS as JSON or tables, and other tables by a mapping."""
