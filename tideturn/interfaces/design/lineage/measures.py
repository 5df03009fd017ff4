"""The sizes of the picture, in pixels of the page: the picture is never scaled, so that its words stay legible."""

CARD = 160  # a card's width: four plans stand side by side on a desk, two in sight on a phone
PADDING = 10
REFERENCE = 16  # font sizes
TITLE = 15
TITLE_LINE = 19
TITLE_LINES = 9  # room for the longest title that the register holds: two hundred characters
BETWEEN_COLUMNS = 104  # holds the longest word on a line: "fulfils in part"
PER_YEAR = 4  # how much wider a gap grows for each year that passed
WIDENING_AT_MOST = 24
BETWEEN_CARDS = 22
BETWEEN_LINES = 22
EDGE = 6
AXIS_Y = 28
HEAD_WHEN_Y = 54
HEAD_PLAN_Y = 74
HEAD_LINES = 2
HEAD_GAP = 18
PORT = 22  # between two lines that reach one card
PORT_WITH_WORDS = 16  # no nearer, or the words on the lines touch
FADE = 84  # the length along which a line with no sequel fades away
LABEL_GAP = 44  # between two years on the axis
