"""What is sent to every door in the hope that it breaks: invented by chance from a seed, the same each time."""
