"""The notations of the lectures as data: six ways to write the same four equations of backpropagation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


@dataclass(frozen=True)
class Letter:
    """A symbol as LaTeX, and as plain text for drawings."""

    latex: str
    text: str


@dataclass(frozen=True)
class Dialect:
    """How one lecture writes a network.

    Attributes
    ----------
    key, name : in the address; as the reader sees it
    pre_activation, activation, output : of a neuron before and after its activation function, and of an output neuron
    called_activation : which of the first two the lecture calls "activation", or None where it uses no such word
    function, error, target, loss, rate : the activation function and the remaining symbols
    to, origin, following : index letters of a neuron, of one in the layer before and of one in the layer after
    layer_in_brackets : a layer's number stands in brackets, where it could be read as a power
    halved : the quadratic loss has its factor ½
    error_sign : +1 where the error term is ∂loss/∂pre-activation, −1 where it is the negative of that
    bias_sign : −1 where the bias is subtracted, so that the bias shown is the negative of the engine's
    bias_as_weight : the bias is the weight number 0 of an input that is always 1
    weights_from_first : w_ij runs from i to j
    sigmoid_written_out : σ′ is written as a(1 − a)
    sums_batch : the loss of a batch is the sum over its samples, not their mean
    counts_inputs : the inputs count as a layer of the network
    writes_vectors : the equations are written for whole layers, with matrices
    differs : what a reader of the default notation should know, in a sentence
    """

    key: str
    name: str
    pre_activation: Letter
    activation: Letter
    output: Letter
    called_activation: str | None
    function: Letter
    error: Letter
    target: Letter
    loss: Letter
    rate: Letter
    to: str
    origin: str
    following: str
    differs: str
    layer_in_brackets: bool = True
    halved: bool = True
    error_sign: int = 1
    bias_sign: int = 1
    bias_as_weight: bool = False
    weights_from_first: bool = False
    sigmoid_written_out: bool = False
    sums_batch: bool = False
    counts_inputs: bool = False
    writes_vectors: bool = True

    @property
    def quadratic_loss(self) -> str:
        """The engine's name of this lecture's quadratic loss."""
        return "half_quadratic" if self.halved else "quadratic"

    @property
    def bias(self) -> Letter:
        """Of a single neuron: b, or its weight number 0."""
        return Letter("w_0", "w₀") if self.bias_as_weight else Letter("b", "b")


_Z, _A, _Y = Letter("z", "z"), Letter("a", "a"), Letter("y", "y")
_NET, _SIGMA, _DELTA = Letter(r"\mathrm{net}", "net"), Letter(r"\sigma", "σ"), Letter(r"\delta", "δ")
_C, _E, _T = Letter("C", "C"), Letter("E", "E"), Letter("t", "t")
_ETA, _ALPHA = Letter(r"\eta", "η"), Letter(r"\alpha", "α")

NIELSEN = Dialect(
    key="nielsen",
    name="Nielsen",
    pre_activation=_Z,
    activation=_A,
    output=_A,
    called_activation="activation",
    function=_SIGMA,
    error=_DELTA,
    target=_Y,
    loss=_C,
    rate=_ETA,
    to="j",
    origin="k",
    following="k",
    layer_in_brackets=False,
    differs="The notation of Nielsen's book: w_jk leads from k to j, and the quadratic loss has its factor ½.",
)
MUKUND = replace(
    NIELSEN,
    key="mukund",
    name="Mukund",
    halved=False,
    differs="The quadratic loss has no ½, so that a factor 2 stays in the error of the output layer.",
)
TROFIMOV = Dialect(
    key="trofimov",
    name="Trofimov",
    pre_activation=Letter("h", "h"),
    activation=_Y,
    output=_Y,
    called_activation="pre_activation",
    function=Letter("f", "f"),
    error=Letter(r"\Delta", "Δ"),
    target=_SIGMA,
    loss=_E,
    rate=_ALPHA,
    to="i",
    origin="j",
    following="k",
    halved=False,
    bias_sign=-1,
    differs="The bias is a threshold and is subtracted: b here is −b of the engine, and ∂E/∂b = −Δ. "
    "“Activation” means h. The quadratic loss has no ½.",
)
DUDA = Dialect(
    key="duda",
    name="Duda, Xu",
    pre_activation=_NET,
    activation=_Y,
    output=_Z,
    called_activation=None,
    function=Letter("f", "f"),
    error=_DELTA,
    target=_T,
    loss=Letter("J", "J"),
    rate=_ETA,
    to="j",
    origin="i",
    following="k",
    error_sign=-1,
    bias_as_weight=True,
    sums_batch=True,
    counts_inputs=True,
    writes_vectors=False,
    differs="δ is the negative of ∂J/∂net, so that updates add ηδ. Biases are weights w₀ of an input 1, a batch is "
    "summed, not averaged, and a network with one hidden layer is called three-layer.",
)
BISHOP = Dialect(
    key="bishop",
    name="Bishop, lecture 5",
    pre_activation=_A,
    activation=_Z,
    output=Letter(r"\hat{y}", "ŷ"),
    called_activation="activation",
    function=Letter("h", "h"),
    error=_DELTA,
    target=_Y,
    loss=Letter("L", "L"),
    rate=_ETA,
    to="j",
    origin="i",
    following="k",
    differs="a and z change places: a is before the activation function, z after it.",
)
SCHOOL = Dialect(
    key="school",
    name="Deep Learning School",
    pre_activation=_NET,
    activation=Letter("o", "o"),
    output=Letter("o", "o"),
    called_activation=None,
    function=Letter(r"\varphi", "φ"),
    error=_DELTA,
    target=_T,
    loss=_E,
    rate=_ALPHA,
    to="j",
    origin="i",
    following="k",
    bias_as_weight=True,
    weights_from_first=True,
    sigmoid_written_out=True,
    writes_vectors=False,
    differs="w_ij runs from i to j. These notes write no bias; the networks here have one, "
    "so it appears as the weight of a neuron 0 whose output is always 1.",
)

DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {each.key: each for each in (NIELSEN, MUKUND, TROFIMOV, DUDA, BISHOP, SCHOOL)}
)
