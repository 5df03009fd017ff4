"""The sizes of the picture, in pixels of the page: a phone of 360 pixels holds it, and its words stay legible."""

EDGE = 2
CARD = 236
PADDING = 12
TITLE, TITLE_LINE = 16, 20  # font sizes, and from one baseline to the next
MOVE, MOVE_LINE = 15, 19
CLOCK, CLOCK_LINE = 13, 17
BADGE = 11  # radius of the circle with a stage's number
TARGET = 9  # the same, at the end of a move
INDENT = 20  # what stands before the words of a clock
LINES = 4  # no title of a pack is longer than this
BETWEEN_ROWS = 8
BETWEEN_CARDS = 18
FIRST_LANE = 20  # from the cards to the nearest lane: an arrowhead and a curve
LANE = 11
CORNER = 5
ARROW = 8
