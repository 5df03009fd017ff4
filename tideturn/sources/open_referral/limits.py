"""How much a feed may ask of this machine; a national directory of a million services stays inside each."""

MEGABYTE = 1024 * 1024
# A million services at 4 KB each, as one file; pages from an address are bounded one by one as well.
LARGEST_MEMBER = 4096 * MEGABYTE
LARGEST_FEED = 8192 * MEGABYTE
LARGEST_PAGE = 64 * MEGABYTE
# One service with everything that hangs on it; the largest seen in real feeds is under 1 MB.
LARGEST_ITEM = 8 * MEGABYTE
# The standard nests 14 deep; a list and an object count one each.
DEEPEST = 64
LONGEST_NUMBER = 40
MOST_KEYS = 2_000
MOST_MEMBERS = 10_000
MOST_PAGES = 100_000
# Text of feeds shrinks 10 to 30 times; a bomb, a thousand times.
STEEPEST_RATIO = 200
RATIO_COUNTS_FROM = MEGABYTE
MOST_COLUMNS = 1_000
MOST_ROWS = 20_000_000
# Rows with one id are compared with one another.
MOST_OF_ONE_ID = 1_000
LARGEST_CELL = MEGABYTE
LARGEST_ROW = 4 * MEGABYTE
LARGEST_WORKBOOK = 64 * MEGABYTE
LARGEST_WORKBOOK_UNPACKED = 256 * MEGABYTE
MOST_SHEET_CELLS = 20_000_000
LARGEST_MAPPING = MEGABYTE
# What a check says at most of one feed; a feed with more faults than this is faulty throughout.
MOST_FINDINGS = 10_000
