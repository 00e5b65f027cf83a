"""How much is taken of what comes from outside: every cap at a door. What a setting may be, the settings say."""

# A person's own data: bytes and lines of a file, rows that are used, columns, characters of a cell, classes.
MOST_BYTES = 5_000_000
MOST_LINES = 100_000
MOST_ROWS = 10_000
MOST_COLUMNS = 200
MOST_CELL_CHARACTERS = 1_000
MOST_CLASSES = 6
# A name of a column, a class or a file is cut to this.
MOST_NAME_CHARACTERS = 40
# Numbers beyond it are taken for a mistake; below it nothing that is computed from two of them overflows.
LARGEST_NUMBER = 1e15

# An address: points it carries, as browsers and messengers cut longer ones; characters of any other value that is
# looked into; and of what was not understood: sentences, characters of one, so that the longest list of known names has
# room, and unknown names that one repeats.
MOST_LINK_POINTS, MOST_LINK_CHARACTERS = 100, 2_000
MOST_VALUE_CHARACTERS = 200
MOST_NOTES, MOST_SENTENCE, MOST_UNKNOWN = 40, 320, 8

# A saved network: bytes, entries of one list, epochs of its history, layers of which that knows the norms, characters
# of a value that a sentence repeats, and the largest whole number that a float holds exactly.
MOST_JSON_BYTES = 5_000_000
MOST_ENTRIES = 100_000
MOST_EPOCHS, MOST_NORMS = 2_000, 100
MOST_SHOWN = 40
LARGEST_WHOLE = 2**53

# A typed expression: characters, open parentheses, depth of its tree.
MOST_EXPRESSION_CHARACTERS = 200
MOST_PARENTHESES = 30
MOST_DEPTH = 100

# What a lesson keeps of clicks: states to go back to, and steps of gradient descent that it does again.
MOST_KEPT = 500

# What a component on the page sends: events in one message, characters of a text, values of a list, and numbers, which
# are places in a chart, numbers of messages, or positions in a run.
MOST_EVENTS = 200
MOST_TEXT = 100
MOST_VALUES = 20
LARGEST_SENT = 1e15
