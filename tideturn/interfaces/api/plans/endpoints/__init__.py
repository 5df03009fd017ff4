"""The addresses of the register, one file for each kind of thing; each reads, asks the engine and answers."""
