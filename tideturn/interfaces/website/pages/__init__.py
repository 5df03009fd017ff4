"""The public pages, one file per noun; each reads the request, asks the engine, and presents."""
