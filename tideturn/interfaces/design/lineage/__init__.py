"""The story of a promise as a picture and as a list, both frozen values.

Years run from left to right; each plan is a column, each commitment a card that links to its page, each link a line
from the earlier to the later. A line fades where nothing was heard. `design/lineage.html` draws the picture and
`design/lineage_words.html` tells the same in words.
"""

from tideturn.interfaces.design.lineage.drawing import LineageDrawing, draw_lineage
from tideturn.interfaces.design.lineage.story import Story, StoryLink, StoryNode
from tideturn.interfaces.design.lineage.telling import Telling, tell

__all__ = ["LineageDrawing", "Story", "StoryLink", "StoryNode", "Telling", "draw_lineage", "tell"]
