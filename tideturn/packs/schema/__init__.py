"""The shape of each kind of file in a pack; one file per noun."""
