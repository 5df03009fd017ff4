"""The pages on which help is found, in words and drawings."""
