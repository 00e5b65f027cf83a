"""The marks on the curves: what was changed while it trained, each at its epoch."""

from collections.abc import Sequence, Set

from pages.common.labels import change_label
from pages.common.settings import Settings

Marks = Sequence[tuple[float, str]]
# Hours of playing with a slider must not fill the memory, nor the curves.
MOST_MARKS = 200
# Points that come or go within so many epochs, or within this share of all epochs, are one mark: that of the first one.
A_SERIES, SHARE_OF_ALL = 10, 0.05


def marks_with(marks: Marks, epoch: float, different: Set[str], old: Settings, new: Settings) -> Marks:
    """These marks and one for each of the settings that are now different."""
    if "layers" in different:  # a new layer brings its activation along
        different = different - {"activation"}
    more = [(epoch, change_label(name, old, new)) for name in sorted(different)]
    if different == {"points"} and marks and marks[-1][1].startswith("points "):
        first, text = marks[-1]
        if epoch - first <= max(A_SERIES, SHARE_OF_ALL * epoch):
            more = [(first, f"{text.partition(' →')[0]} → {more[0][1].partition('→ ')[2]}")]
            marks = marks[:-1]
    return [*marks, *more][-MOST_MARKS:]
