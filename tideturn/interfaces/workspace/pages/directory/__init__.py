"""The room in which the directory of help is kept: by those who keep an entry, and by the partnership that answers."""
