"""What a schema cannot see in a pathway: names that lead nowhere, roads that end, clocks that nobody answers."""
