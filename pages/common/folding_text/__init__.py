"""Short texts beside each other; on a narrow page below each other, and out of the way once they have been read."""

from collections.abc import Sequence
from pathlib import Path

from pages.common.web_component import web_component

_component = web_component(Path(__file__).parent)


def folding_text(texts: Sequence[str], *, key: str, fold: bool, large: bool = False) -> None:
    """Show the texts, **bold** their only markup.

    On a narrow page a tap folds them to one line, that of the last text, and unfolds them. Other texts are unfolded.

    Parameters
    ----------
    fold : as soon as it becomes true they are folded, on a narrow page
    large : for a class, to be read from the back row
    """
    _component(key=key, data={"texts": list(texts), "fold": fold, "large": large}, width="stretch")
