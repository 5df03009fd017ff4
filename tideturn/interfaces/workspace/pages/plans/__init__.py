"""The register of plans at work: what bodies say of what they own, who publishes it, who judges it."""
