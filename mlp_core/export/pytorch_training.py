"""Optimizer, learning rate and training step of a PyTorch script, with the formulas of ours."""

from mlp_core.export.trained_network import TrainedNetwork
from mlp_core.optimizers import AdaGrad, Adam, Momentum, Nesterov, RMSProp
from mlp_core.schedules import Cosine, Exponential, InverseTime, StepDecay

PENALTY = '''\
def penalty():
    """L1·‖W‖₁ + (L2/2)·‖W‖² over the weights.

    The optimizer's weight_decay would shrink the biases as well, and knows no L1.
    """
    return sum(L1 * W.abs().sum() + 0.5 * L2 * (W * W).sum() for W in weights())'''

WEIGHTS = '''\
def weights():
    """The weights of every layer, without the biases."""
    return [values for name, values in network.named_parameters() if name.endswith("weight")]'''

CLIP = '''\
def clip():
    """Shorten the gradient to CLIP_NORM where it is longer; clip_grad_norm_ would divide by its norm + 1e-6."""
    gradients = [values.grad for values in network.parameters()]
    norm = torch.sqrt(sum((g * g).sum() for g in gradients))
    if norm > CLIP_NORM:
        for g in gradients:
            g *= CLIP_NORM / norm'''

CUT = """\
    for W, links in zip(weights(), LINKS):
        W.grad *= links  # a cut link stays at 0"""


def step_lines(trained: TrainedNetwork) -> list[str]:
    """``train_step`` and what it calls."""
    penalised, cut = bool(trained.l1 or trained.l2), bool(trained.network.cut.any())
    clipped = trained.clip_norm is not None
    functions = [WEIGHTS] * (penalised or cut) + [PENALTY] * penalised + [CLIP] * clipped
    lines = [
        "def train_step(X, T):",
        '    """One update on a mini-batch of inputs and targets; answers its mean loss before the update."""',
        "    optimizer.zero_grad()",
        "    loss = mean_loss(X, T)",
        "    (loss + penalty()).backward()" if penalised else "    loss.backward()",
        *([CUT] if cut else ()),
        *(["    clip()"] if clipped else ()),
        "    optimizer.step()",
        "    return loss.item()",
    ]
    return [*functions, "\n".join(lines)]


def learning_rate_lines(trained: TrainedNetwork) -> list[str]:
    """The function of the epoch that the schedule is; none for a constant rate."""
    match trained.schedule:
        case StepDecay(drop=drop, every=every):
            factor = f"{float(drop)!r} ** (epoch // {int(every)})"
        case Exponential(gamma=gamma):
            factor = f"{float(gamma)!r} ** epoch"
        case InverseTime(half_after=half):
            factor = f"1 / (1 + epoch / {float(half)!r})"
        case Cosine(epochs=epochs, floor=floor):
            cosine = f"math.cos(math.pi * min(1.0, epoch / {int(epochs)}))"
            factor = f"({float(floor)!r} + {1.0 - float(floor)!r} * 0.5 * (1 + {cosine}))"
        case _:
            return []
    return [
        "def learning_rate(epoch):\n"
        f'    """Schedule "{trained.schedule.name}"; epochs are counted from 0."""\n'
        f"    return LEARNING_RATE * {factor}"
    ]


def optimizer_lines(trained: TrainedNetwork) -> str:
    """``make_optimizer``: torch.optim's, with the memory that ours has."""
    call, names = _torch_optimizer(trained)
    remembers = bool(names and trained.progress.memory.count)
    lines = ["def make_optimizer():", f'    """The same update rule. {_about_memory(trained, names)}"""']
    if not remembers:
        return "\n".join([*lines, f"    return {call}"])
    lines += [f"    optimizer = {call}", "    for i, parameter in enumerate(network.parameters()):"]
    lines += [
        f'        optimizer.state[parameter]["{name}"] = {memory}_MEMORY[i]'
        for name, memory in zip(names, ("FIRST", "SECOND"), strict=False)
    ]
    if "momentum_buffer" not in names:
        lines.append(
            f'        optimizer.state[parameter]["step"] = torch.tensor({float(trained.progress.memory.count)!r})'
        )
    return "\n".join([*lines, "    return optimizer"])


def _torch_optimizer(trained: TrainedNetwork) -> tuple[str, tuple[str, ...]]:
    """The call, and what torch.optim calls the vectors that it remembers."""
    rate = "learning_rate(EPOCH)" if learning_rate_lines(trained) else "LEARNING_RATE"
    given = f"network.parameters(), lr={rate}"
    match trained.optimizer:
        case Nesterov(mu=mu) if mu > 0:
            return f"torch.optim.SGD({given}, momentum={float(mu)!r}, nesterov=True)", ("momentum_buffer",)
        case Momentum(mu=mu) if mu > 0:
            return f"torch.optim.SGD({given}, momentum={float(mu)!r})", ("momentum_buffer",)
        case AdaGrad(epsilon=epsilon):
            return f"torch.optim.Adagrad({given}, eps={float(epsilon)!r})", ("sum",)
        case RMSProp(gamma=gamma, epsilon=epsilon):
            return f"torch.optim.RMSprop({given}, alpha={float(gamma)!r}, eps={float(epsilon)!r})", ("square_avg",)
        case Adam(beta1=beta1, beta2=beta2, epsilon=epsilon):
            betas = f"betas=({float(beta1)!r}, {float(beta2)!r})"
            return f"torch.optim.Adam({given}, {betas}, eps={float(epsilon)!r})", ("exp_avg", "exp_avg_sq")
    return f"torch.optim.SGD({given})", ()


def _about_memory(trained: TrainedNetwork, names: tuple[str, ...]) -> str:
    if names and trained.progress.memory.count:
        return "It goes on with what the network's own one remembers: the next step is the same."
    if names:
        return "It remembers nothing yet."
    return "It needs no memory." if trained.optimizer.name == "sgd" else "With μ = 0 it is plain gradient descent."
