"""Words and links of the workspace's pages."""
