"""How much a document may ask of this machine; a 2,000-page plan stays well inside each."""

LARGEST_FILE = 32 * 1024 * 1024
LARGEST_TEXT = 12_000_000
MOST_LINES = 300_000
# Plain text under this size is read where we stand; everything else is read by a confined child process.
TRUSTED_TEXT = 4 * 1024 * 1024
CHILD_MEMORY = 480 * 1024 * 1024
CHILD_CPU_SECONDS = 60
CHILD_WAIT_SECONDS = 90
