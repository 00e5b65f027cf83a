"""The formulas of the sections on two inputs, as LaTeX in the reader's letters."""

from pages.universal_approximation.letters import Letters


def step(axis: str, s: Letters) -> str:
    """A step neuron along one input."""
    n, left = s.notation, s.neuron(rf"\mathrm{{step}}({axis})")
    place = r"w\,s" if n.dialect.bias_sign < 0 else r"-w\,s"
    return rf"{left} = {s.sigmoid}(w\,{axis} {n.plus_bias}) = {s.sigmoid}(w\,({axis} - s)), \qquad {n.bias} = {place}"


def bump(axis: str, s: Letters) -> str:
    """A bump from two step neurons."""
    return rf"h\,{s.sigmoid}(w\,({axis} - s_1)) - h\,{s.sigmoid}(w\,({axis} - s_2))"


def tower(s: Letters) -> str:
    """The neuron of the second hidden layer."""
    n, left = s.notation, s.neuron(r"\mathrm{tower}(x, y)")
    threshold = r"\tfrac{3}{2}h" if n.dialect.bias_sign < 0 else r"-\tfrac{3}{2}h"
    return (
        rf"{left} = {s.sigmoid}\!\left(h\,\mathrm{{bump}}(x) + h\,\mathrm{{bump}}(y) {n.plus_bias}\right), \qquad "
        rf"{n.bias} = {threshold} \quad\Rightarrow\quad "
        rf"{s.sigmoid}(\tfrac{{h}}{{2}}),\; {s.sigmoid}(-\tfrac{{h}}{{2}}),\; {s.sigmoid}(-\tfrac{{3h}}{{2}})"
    )


def of_stage(stage: str, s: Letters) -> str:
    """The formula of a stage from "Step in x" to "Tower"."""
    kind, _, axis = stage.partition(" in ")
    return tower(s) if kind == "Tower" else step(axis, s) if kind == "Step" else bump(axis, s)


def city(s: Letters) -> str:
    """The sum of towers and what leaks."""
    return (
        r"\sum_{i,j=1}^{n} f(x_i, y_j)\;\mathrm{tower}_{ij}(x, y), \qquad "
        rf"\text{{leak}} \approx 2(n-1)\,{s.sigmoid}(-\tfrac{{h}}{{2}}) < \tfrac{{1}}{{n}} "
        r"\;\text{ for }\; h \ge 2\ln(2n^2)"
    )


def many_inputs(s: Letters) -> str:
    """A tower over m inputs."""
    return (
        rf"{s.sigmoid}\!\Big(h\sum_{{k=1}}^{{m}} \mathrm{{bump}}(x_k) - (m - \tfrac{{1}}{{2}})\,h\Big), \qquad "
        r"n^m \text{ towers for an error} \sim \tfrac{1}{n}"
    )
