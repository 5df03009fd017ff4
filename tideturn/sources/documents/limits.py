"""How much a document may ask of this machine; a 2,000-page plan stays well inside each."""

LARGEST_FILE = 32 * 1024 * 1024
LARGEST_TEXT = 8_000_000
MOST_LINES = 150_000
# Plain text under this size is read where we stand; everything else is read by a confined child process.
TRUSTED_TEXT = 4 * 1024 * 1024
CHILD_MEMORY = 480 * 1024 * 1024
CHILD_CPU_SECONDS = 60
CHILD_WAIT_SECONDS = 90
# Processor time for all that is read in this process; a 2,000-page plan takes a tenth of it.
PARENT_CPU_SECONDS = 60
# Address space beyond what the process has already; the command begins with about 45 MB.
PARENT_MEMORY = 450 * 1024 * 1024
