"""Turning what somebody asks for into places to go: the same for the website and the workspace."""
