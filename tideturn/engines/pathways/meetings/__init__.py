"""The meeting in which agencies look at cases together: whose it is, what stands on its agenda, who sees that."""
