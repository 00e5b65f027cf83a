"""The letters of the reader's notation, as this page uses them."""

from dataclasses import dataclass

from pages.common.notation import Notation, current_notation


@dataclass(frozen=True)
class Letters:
    """A notation on a page where f is the function to follow, h the height of a bump, and x and y are inputs.

    sigmoid, drawn_sigmoid : the logistic function, as LaTeX and as text. It has the letter of activation functions
        unless that is f or h; then it is σ, and where σ is a target it is written out.
    """

    notation: Notation
    sigmoid: str
    drawn_sigmoid: str

    @classmethod
    def of(cls, notation: Notation) -> "Letters":
        """Those of a notation."""
        own = notation.dialect.function
        if own.text not in ("f", "h"):
            return cls(notation, own.latex, own.text)
        if notation.plain("target") == "σ":
            return cls(notation, r"\mathrm{sigmoid}", "sigmoid")
        return cls(notation, r"\sigma", "σ")

    def neuron(self, name: str) -> str:
        """The left side of a formula of a hidden neuron: its letter, or its name where that is y, like an input."""
        letter = self.notation.activation
        return name if letter == "y" else letter

    @property
    def output_formula(self) -> str:
        """The output of a sigmoid neuron, as text."""
        n = self.notation
        return f"{n.plain('output')} = {self.drawn_sigmoid}({n.plain('pre_activation')})"

    def bias(self, above_zero: str) -> str:
        """A bias as text, given as the negative of the engine's: its number, with a minus unless it is subtracted."""
        return above_zero if self.notation.dialect.bias_sign < 0 else f"−{above_zero}"


def reader_letters() -> Letters:
    """Those of the reader."""
    return Letters.of(current_notation())
