"""The symbols of the charts in the reader's notation."""

from dataclasses import dataclass

from pages.common.notation import current_notation


@dataclass(frozen=True)
class Letters:
    """As text: the loss, the learning rate, and the neuron's two parameters."""

    cost: str
    rate: str
    weight: str
    bias: str


def reader_letters() -> Letters:
    """Of the notation that the reader chose."""
    notation = current_notation()
    weight, bias = "w", "b"
    if notation.dialect.bias_as_weight:
        weight, bias = "w₁", "w₀"
    elif notation.dialect.bias_sign < 0:
        bias = "−b"
    return Letters(notation.plain("loss"), notation.plain("rate"), weight, bias)
