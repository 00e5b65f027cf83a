"""How much of a person's own data is taken: every limit there is."""

MOST_BYTES = 5_000_000
MOST_ROWS = 10_000
MOST_COLUMNS = 200
MOST_CELL_CHARACTERS = 1_000
MOST_CLASSES = 6
# A name of a column, a class or a file is cut to this.
MOST_NAME_CHARACTERS = 40
# Numbers beyond it are taken for a mistake; below it nothing that is computed from two of them overflows.
LARGEST_NUMBER = 1e15
# What an address carries; browsers and messengers cut longer ones.
MOST_LINK_POINTS, MOST_LINK_CHARACTERS = 100, 2_000
