"""Asking addresses on the public internet for what they publish, without being led anywhere else."""
