"""How the two losses look in every figure of the page: one colour and one name each."""

from pages.common.palette import Theme

QUADRATIC, CROSS_ENTROPY = "quadratic", "cross-entropy"


def loss_name(loss: str) -> str:
    """What a loss of mlp_core is called on the page; the quadratic cost with and without its ½ is "quadratic"."""
    return QUADRATIC if "quadratic" in loss else CROSS_ENTROPY


def loss_color(loss: str, theme: Theme) -> str:
    """Violet for the quadratic cost, green for cross-entropy: neither is a class's orange or blue."""
    return theme.mark if "quadratic" in loss else theme.accuracy
