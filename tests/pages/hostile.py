"""Values of all kinds that nobody sends who uses the page, for tests of every door; strategies of Hypothesis."""

from hypothesis import strategies as st

NUMBERS = st.sampled_from(
    ["nan", "inf", "-inf", "1e400", "-1", "0", "999999", "1e-320", "9" * 5000, "٣", "Ⅷ", "½", "1_0", "0x10", "1e",
     "--1", "+1", " 7 ", "1,5", "True", "None", "1.0000000000000001", "-0", "1e5", "1e15", "1e300"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["", " ", "\x00", "\n", "\u202e", "\ufffd", "é", "🧠", "a" * 300, "a" * 1_000_000, "<img src=x onerror=alert(1)>",
     "![p](http://b.example/p.png)", "\\[l](http://b.example)", "$x$", "../../etc/passwd", "__import__('os')",
     "{0.__class__}", "%s%n", "%00", "%u0000", "tanh", "relu", "sigmoid", "own", "spiral", "adam", "all", "off"]
)  # fmt: skip
TEXTS = NUMBERS | WORDS | st.text(max_size=12)
LISTS = st.lists(TEXTS.filter(lambda text: len(text) < 1000), max_size=8).map(",".join)
POINT_ROWS = st.lists(st.lists(NUMBERS | WORDS.map(lambda text: text[:50]), max_size=4).map(",".join), max_size=6)
POINTS = st.builds(
    lambda heads, rows: ";".join([*heads, *rows]),
    st.lists(
        st.builds(
            lambda word, text: f"{word}:{text}",
            st.sampled_from(["title", "columns", "classes", "values", "centre", "scale", "split", "left_out", "x"]),
            LISTS,
        ),
        max_size=3,
    ),
    POINT_ROWS,
)
VALUES = TEXTS | LISTS | POINTS

SENT_NUMBERS = st.sampled_from(
    [0, 1, -1, 0.5, 1e15, -1e15, 1e16, 1e308, 2**53, 2**63, 10**400, float("nan"), float("inf")]
)
SENT = st.recursive(
    st.none() | st.booleans() | SENT_NUMBERS | st.integers(-5, 20) | st.floats(-3, 3) | st.text(max_size=5)
    | st.sampled_from(["neuron", "link", "bias", "network", "region", "a", "b", "click", "slide", "x" * 10_000]),
    lambda inner: st.lists(inner, max_size=5)
    | st.dictionaries(st.sampled_from(["x", "y", "kind", "number", "client", "value"]), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
