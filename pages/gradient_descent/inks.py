"""Which colour each descent has, on every chart of the page."""

from pages.common.palette import Theme, class_colors

OPTIMIZER_NAMES = ("SGD", "momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam")


def batch(theme: Theme) -> str:
    """Batch descent."""
    return theme.text


def mini_batch(theme: Theme) -> str:
    """Mini-batch descent."""
    return theme.accuracy


def one_example(theme: Theme) -> str:
    """One-example descent."""
    return theme.mark


def optimizers(theme: Theme) -> tuple[str, ...]:
    """The six optimizers, in the order of the registry; the second would drown in the dark."""
    orange, blue, green, pink, sky, red = class_colors(theme, 6)
    return (red, green, sky, orange, pink, blue)
