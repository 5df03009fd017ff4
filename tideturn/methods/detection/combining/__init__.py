"""Many series at once: indicators of one harm combined, areas judged together, and one signal for one event."""
