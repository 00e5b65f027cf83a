"""The picture of each lesson: the lesson is played, and what its networks have become is drawn."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from PIL import Image

from pages.common.experiment import Experiment
from pages.common.images import png_uri
from pages.common.lessons import LESSONS
from pages.common.lessons.lesson import Lesson
from pages.common.lessons.run import played
from pages.common.palette import Theme
from pages.lessons.drawing import HEIGHT, WIDTH, curves, gradients, line, maps, region

# Two squares, one for each of two steps, and the space between them.
GAP = WIDTH - 2 * HEIGHT
COLORS = 128
ALTERNATIVES: Mapping[str, str] = MappingProxyType(
    {
        "regions": "what the network answers over the plane in its first and its last observed step",
        "lines": "what the network answers on the line in its first and its last observed step",
        "maps": "the maps of the hidden neurons in its first and its last observed step",
        "gradients": "the gradient of each layer in its first and its last observed step",
        "losses": "the training loss over the epochs in each observed step",
        "test_loss": "training and test loss over the epochs, and the epoch of the lowest test loss",
    }
)
SQUARES = MappingProxyType({"regions": region, "lines": line, "maps": maps, "gradients": gradients})


def alternative(lesson: Lesson) -> str:
    """The picture of a lesson in words."""
    return f"{lesson.title}: {ALTERNATIVES[lesson.picture]}."


@lru_cache
def picture(name: str, theme: Theme) -> str:
    """The picture of the lesson of this name, a PNG data URI."""
    lesson, experiments = LESSONS[name], observed(name)
    if lesson.picture in ("losses", "test_loss"):
        drawn = curves(experiments, theme, with_test=lesson.picture == "test_loss")
    else:
        drawn = Image.new("RGB", (WIDTH, HEIGHT), theme.background)
        for x, experiment in ((0, experiments[0]), (HEIGHT + GAP, experiments[-1])):
            drawn.paste(SQUARES[lesson.picture](experiment, theme), (x, 0))
    return png_uri(drawn.quantize(COLORS))


def observed(name: str) -> tuple[Experiment, ...]:
    """The lesson after each step that has an observation."""
    lesson = LESSONS[name]
    steps = [step for step, each in enumerate(lesson.steps) if each.watch is not None]
    return tuple(played(lesson, step)[1] for step in steps)
