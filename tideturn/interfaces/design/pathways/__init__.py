"""A pathway as a picture and as a list, both frozen values made from its pack file.

Stages stand below one another, each with the clocks that start there and the moves that leave it; a move runs through
a lane on the right to the stage it leads to. The picture is narrow enough for a phone and is never scaled.
`design/pathway.html` shows `drawing` and `drawn`, its SVG; `design/pathway_words.html` tells `items` as a list.
"""

from tideturn.interfaces.design.pathways.drawing import PathwayDrawing, draw_pathway
from tideturn.interfaces.design.pathways.svg import Svg, alone, svg
from tideturn.interfaces.design.pathways.words import WordItem, words

__all__ = ["PathwayDrawing", "Svg", "WordItem", "alone", "draw_pathway", "svg", "words"]
