"""New plans read in from their documents, and links to earlier commitments: proposed, and decided by a person."""
