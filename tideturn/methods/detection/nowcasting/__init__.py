"""Nowcasting: how many events there were, told from those reported so far."""
