"""The space-time scan: which neighbouring areas have had more cases of late than chance explains, and since when."""
