"""Activations and losses as PyTorch writes them, with the gradients of ours."""

from collections.abc import Mapping
from string import Template
from types import MappingProxyType

from mlp_core.activations import Activation, LeakyReLU, Swish
from mlp_core.export.trained_network import TrainedNetwork
from mlp_core.losses import SMALLEST_PROBABILITY

# An activation's name → an expression of its pre-activation {z}.
ACTIVATION_CODE: Mapping[str, str] = MappingProxyType(
    {
        "linear": "{z}",
        "step": "step({z})",
        "sign": "sign({z})",
        "softsign": "nn.functional.softsign({z})",
        "sigmoid": "torch.sigmoid({z})",
        "tanh": "torch.tanh({z})",
        "relu": "torch.relu({z})",
        "leaky_relu": "nn.functional.leaky_relu({z}, {slope!r})",
        "softplus": "nn.functional.softplus({z}, threshold=40)",
        "gaussian": "gaussian({z})",
        "swish": "swish({z}, beta={beta!r})",
        "maxout": "maxout({z})",
        "softmax": "torch.softmax({z}, dim=1)",
    }
)
# What PyTorch has no function for.
HELPERS: Mapping[str, str] = MappingProxyType(
    {
        "step": '''\
def step(z):
    """0 below zero, 1 from zero on; made of torch.sign, which passes a gradient of 0 back."""
    return (torch.sign(torch.sign(z) + 0.5) + 1) / 2''',
        "sign": '''\
def sign(z):
    """-1 below zero, +1 from zero on: torch.sign alone would answer 0 at zero."""
    return torch.sign(torch.sign(z) + 0.5)''',
        "gaussian": '''\
def gaussian(z):
    """A bump; clipped, because z² may overflow where it is 0."""
    return torch.exp(-(z.clamp(-40, 40) ** 2))''',
        "swish": '''\
def swish(z, beta):
    """z·σ(βz); nn.functional.silu is that of β = 1."""
    return z * torch.sigmoid(beta * z)''',
        "maxout": '''\
def maxout(z):
    """The larger of two pieces: the first half of the columns holds the first ones.

    torch.maximum would share the gradient of a tie; here the first piece has it.
    """
    first, second = z.chunk(2, dim=1)
    return torch.where(first >= second, first, second)''',
    }
)
LN = f'''\
def ln(p):
    """ln p of a p that is at least {SMALLEST_PROBABILITY:g}.

    There torch.clamp would pass no gradient, and a wrong 0 could never be learnt away: the slope stays 1/p.
    """
    smallest = p.detach().clamp(min={SMALLEST_PROBABILITY!r})
    return torch.log(smallest) + (p - p.detach()) / smallest'''
MEAN_LOSS = Template('''\
def mean_loss(X, T):
    """$name: summed over the outputs, the mean over the samples.$how"""
    $body
    return each.sum(dim=1).mean()''')


def activation_call(f: Activation, z: str) -> str:
    """f of the expression z."""
    slope = float(f.slope) if isinstance(f, LeakyReLU) else 0.0
    beta = float(f.beta) if isinstance(f, Swish) else 1.0
    return ACTIVATION_CODE[f.name].format(z=z, slope=slope, beta=beta)


def loss_lines(trained: TrainedNetwork) -> list[str]:
    """The functions that make up the loss."""
    name, output = trained.loss.name, trained.network.activations[-1].name
    natural = trained.loss.natural_activation == output
    if natural and name == "binary_cross_entropy":
        body = ['each = nn.functional.binary_cross_entropy_with_logits(network.logits(X), T, reduction="none")']
    elif natural:
        body = ["each = -T * torch.log_softmax(network.logits(X), dim=1)"]
    else:
        body = ["A = network(X)", *_of_outputs(name, trained.network.layer_sizes[-1])]
    how = " From the logits: no overflow." if natural else ""
    text = MEAN_LOSS.substitute(name=name, how=how, body="\n    ".join(body))
    return [LN, text] if "ln(" in text else [text]


def _of_outputs(name: str, n_outputs: int) -> list[str]:
    if name in ("quadratic", "half_quadratic"):
        return [f"each = {'0.5 * ' if name == 'half_quadratic' else ''}(A - T) ** 2"]
    if name == "binary_cross_entropy":
        return ["each = -T * ln(A) - (1 - T) * ln(1 - A)"]
    if name == "cross_entropy":
        return ["each = -T * ln(A)"]
    lines = ["t = T.clamp(1e-4, 1)  # ln t must be finite", "each = -t * ln(A) - A * torch.log(t)"]
    if n_outputs == 1:  # one output stands for two classes
        lines += ["rest = (1 - T).clamp(1e-4, 1)", "each = each - rest * ln(1 - A) - (1 - A) * torch.log(rest)"]
    return lines
