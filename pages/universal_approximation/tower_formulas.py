"""The formulas of the sections on two inputs, as LaTeX."""


def step(axis: str) -> str:
    """A step neuron along one input."""
    return rf"a = \sigma(w\,({axis} - s)), \qquad b = -w\,s"


def bump(axis: str) -> str:
    """A bump from two step neurons."""
    return rf"h\,\sigma(w\,({axis} - s_1)) - h\,\sigma(w\,({axis} - s_2))"


def tower() -> str:
    """The neuron of the second hidden layer."""
    return (
        r"a = \sigma\!\left(h\,\mathrm{bump}(x) + h\,\mathrm{bump}(y) + b\right), \qquad b = -\tfrac{3}{2}h"
        r"\quad\Rightarrow\quad \sigma(\tfrac{h}{2}),\; \sigma(-\tfrac{h}{2}),\; \sigma(-\tfrac{3h}{2})"
    )


def of_stage(stage: str) -> str:
    """The formula of a stage from "Step in x" to "Tower"."""
    kind, _, axis = stage.partition(" in ")
    return tower() if kind == "Tower" else step(axis) if kind == "Step" else bump(axis)


def city() -> str:
    """The sum of towers and what leaks."""
    return (
        r"\sum_{i,j=1}^{n} f(x_i, y_j)\;\mathrm{tower}_{ij}(x, y), \qquad "
        r"\text{leak} \approx 2(n-1)\,\sigma(-\tfrac{h}{2}) < \tfrac{1}{n} \;\text{ for }\; h \ge 2\ln(2n^2)"
    )


def many_inputs() -> str:
    """A tower over m inputs."""
    return (
        r"\sigma\!\Big(h\sum_{k=1}^{m} \mathrm{bump}(x_k) - (m - \tfrac{1}{2})\,h\Big), \qquad "
        r"n^m \text{ towers for an error} \sim \tfrac{1}{n}"
    )
