"""The register of plans in the words of people at work."""
