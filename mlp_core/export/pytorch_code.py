"""A trained network as a PyTorch script: the same outputs, and training that goes on from here.

The script is a list of paragraphs: the network, its loss, a training step, the numbers, and what runs them.
"""

from string import Template

from mlp_core.arrays import Array
from mlp_core.export.code_text import (
    back_to_values,
    feature_words,
    literal,
    standardise_and_expand,
    target_note,
    title,
    what_outputs_mean,
)
from mlp_core.export.pytorch_functions import HELPERS, activation_call, loss_lines
from mlp_core.export.pytorch_training import learning_rate_lines, optimizer_lines, step_lines
from mlp_core.export.trained_network import TrainedNetwork

HEAD = Template('''\
"""$title

It needs PyTorch and nothing else. Run it to see some of its answers, and to train it
for ten more epochs. Everything is float64: the outputs are those of the original.
"""

${math}import torch
from torch import nn

$constants''')

FEATURES = Template('''\
def features(X):
    """What the first layer takes: $words, (N, $n_first)."""
$body''')

NETWORK = Template('''\
class Network(nn.Module):
    """The same layers: nn.Linear, too, has a row of weights for each neuron."""

    def __init__(self):
        super().__init__()
$layers

    def logits(self, X):
        """Pre-activations of the output layer, (N, $n_logits), for inputs (N, $n_inputs) as the data have them."""
        A = features(X)
$hidden        return self.layer$last(A)

    def forward(self, X):
        """Outputs (N, $n_outputs). $note"""
        return $output''')

TRAIN = Template('''\
def train(epochs):
    """Go on for so many epochs, the samples shuffled anew in each."""
    for epoch in range(EPOCH, EPOCH + epochs):
${set_rate}        total = 0.0
        for rows in torch.randperm(len(X)).split(BATCH_SIZE):
            total += train_step(X[rows], T[rows]) * len(rows)
        print(f"epoch {epoch + 1}: loss {total / len(X):.6f}")''')

SET_RATE = """\
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(epoch)
"""

PREDICT = Template('''\
def predict(inputs):
    """Outputs for inputs as the data have them, without a gradient."""
    with torch.no_grad():
        outputs = network(torch.as_tensor(inputs, dtype=torch.float64))
    return $answer''')

ASSEMBLY = Template("""\
network = Network()
with torch.no_grad():
    for parameter, values in zip(network.parameters(), PARAMETERS):
        parameter.copy_(values)
optimizer = make_optimizer()

if __name__ == "__main__":
    for x, target, output in zip(X[:5], $targets, predict(X[:5])):
        print("input", x.tolist(), "target", target.tolist(), "output", output.tolist())
    train(10)
""")


def pytorch_code(trained: TrainedNetwork) -> str:
    """A Python script with ``predict(X)`` on the data's own inputs and ``train_step(X, T)``; run, it trains on."""
    used = {f.name for f in trained.network.activations}
    rate = learning_rate_lines(trained)
    paragraphs = [
        HEAD.substitute(
            title=title(trained),
            math="import math\n\n" if "math." in "".join(rate) else "",
            constants=_constants(trained),
        ),
        *(text for name, text in HELPERS.items() if name in used),
        FEATURES.substitute(
            words=feature_words(trained),
            n_first=trained.network.layer_sizes[0],
            body=standardise_and_expand(trained, "torch", "torch.stack([{}], dim=1)"),
        ),
        _network(trained),
        *loss_lines(trained),
        *step_lines(trained),
        *rate,
        optimizer_lines(trained),
        TRAIN.substitute(set_rate=SET_RATE if rate else ""),
        PREDICT.substitute(answer=back_to_values(trained, "outputs")),
        "\n".join([*_numbers(trained), "", ASSEMBLY.substitute(targets=back_to_values(trained, "T[:5]"))]),
    ]
    return "\n\n\n".join(paragraphs)


def _constants(trained: TrainedNetwork) -> str:
    lines = [f"BATCH_SIZE = {trained.batch_size}", f"LEARNING_RATE = {float(trained.learning_rate)!r}"]
    if trained.l1 or trained.l2:
        lines.append(f"L1, L2 = {float(trained.l1)!r}, {float(trained.l2)!r}")
    if trained.clip_norm is not None:
        lines.append(f"CLIP_NORM = {float(trained.clip_norm)!r}")
    lines.append(f"EPOCH = {trained.progress.epoch}  # epochs it was trained for so far")
    return "\n".join(lines)


def _network(trained: TrainedNetwork) -> str:
    net = trained.network
    layers, hidden = [], ""
    for i, (W, f) in enumerate(zip(net.weights, net.activations, strict=True), start=1):
        note = "  # two linear pieces a neuron" if f.pieces > 1 else ""
        layers.append(f"        self.layer{i} = nn.Linear({W.shape[1]}, {W.shape[0]}, dtype=torch.float64){note}")
        if i < net.n_layers:
            hidden += f"        A = {activation_call(f, f'self.layer{i}(A)')}\n"
    return NETWORK.substitute(
        layers="\n".join(layers),
        hidden=hidden,
        last=net.n_layers,
        n_inputs=len(trained.input_mean),
        n_logits=len(net.weights[-1]),
        n_outputs=net.layer_sizes[-1],
        note=target_note(trained),
        output=activation_call(net.activations[-1], "self.logits(X)"),
    )


def _numbers(trained: TrainedNetwork) -> list[str]:
    net, progress = trained.network, trained.progress
    lines = [
        "# Mean and standard deviation of the training inputs.",
        f"INPUT_MEAN = {_tensor(literal(trained.input_mean))}",
        f"INPUT_SCALE = {_tensor(literal(trained.input_scale))}",
        *what_outputs_mean(trained),
        "# In the order of network.parameters(): the weights of layer 1, its biases, those of layer 2 …",
        f"PARAMETERS = {_parameter_list(trained, net.parameters)}",
    ]
    if net.cut.any():
        lines.append("# 0 where a link is cut.")
        lines.append(f"LINKS = {_tensors([literal((~cut).astype(int), 4) for cut in net.cut_links])}")
    for name, vector in zip(
        ("FIRST", "SECOND"), progress.memory.vectors if progress.memory.count else (), strict=False
    ):
        lines.append(f"# What {trained.optimizer.name} remembers after {progress.memory.count:,} updates.")
        lines.append(f"{name}_MEMORY = {_parameter_list(trained, vector)}")
    lines.append("# The training data: inputs as they were before standardising, targets as the loss takes them.")
    lines.append(f"X = {_tensor(literal(trained.X, packed=True))}")
    lines.append(f"T = {_tensor(literal(trained.T, packed=True))}")
    return lines


def _parameter_list(trained: TrainedNetwork, vector: Array) -> str:
    parts = []
    for block in trained.network.split(vector):
        parts += [literal(block[:, :-1], 4), literal(block[:, -1], 4)]
    return _tensors(parts)


def _tensors(parts: list[str]) -> str:
    return "[\n" + "".join(f"    {_tensor(part)},\n" for part in parts) + "]"


def _tensor(values: str) -> str:
    return f"torch.tensor({values}, dtype=torch.float64)"
