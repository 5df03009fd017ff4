"""Reading and checking what a country says about its directory of help: words, places, lines, partnerships."""
