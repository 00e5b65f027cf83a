"""The page's formulas, in the reader's letters."""

from pages.common.notation import Notation


def full_update(n: Notation) -> str:
    """Batch descent."""
    return rf"w \leftarrow w - {n.rate}\,\frac1N\sum_{{n=1}}^{{N}} {_slope(n, 'n')}"


def mini_batch_update(n: Notation) -> str:
    """Mini-batch descent."""
    return rf"w \leftarrow w - {n.rate}\,\frac1b\sum_{{n\in B}} {_slope(n, 'n')}"


def one_example_update(n: Notation) -> str:
    """One-example descent."""
    return rf"w \leftarrow w - {n.rate}\,{_slope(n, 'n')}"


def stable(n: Notation) -> str:
    """Why 2/λ is the limit."""
    return (
        rf"{n.loss} = \tfrac12\, w^{{\mathsf T}} H w: \quad w_\lambda \leftarrow (1 - {n.rate}\lambda)\, w_\lambda, "
        rf"\qquad |1 - {n.rate}\lambda| < 1 \iff {n.rate} < 2/\lambda, \quad\text{{so }} {n.rate} < 2/\lambda_{{\max}}"
    )


def harmful(n: Notation) -> str:
    """When a step helps its example and harms the whole."""
    return rf"{n.loss}_n \text{{ falls}}, \qquad {n.loss} = \frac1N\sum_m {n.loss}_m \text{{ rises}}"


def spread(n: Notation) -> str:
    """How far a mini-batch's gradient lies from the full one."""
    return (
        rf"\sqrt{{\mathbb E\,\lVert g_B - \nabla {n.loss}\rVert^2}} = \frac{{\sigma}}{{\sqrt b}}"
        r"\;\text{ (with replacement)}, \qquad \frac{\sigma}{\sqrt b}\sqrt{\frac{N-b}{N-1}}\;\text{ (without)}"
    )


def robbins_monro(n: Notation) -> str:
    """What a schedule must fulfil so that one-example descent settles in the minimum."""
    return rf"\sum_t {n.rate}_t = \infty, \qquad \sum_t {n.rate}_t^2 < \infty \qquad\text{{(Robbins and Monro, 1951)}}"


def never_drawn() -> str:
    """The share of samples that an epoch with replacement leaves out."""
    return r"\Bigl(1 - \tfrac1N\Bigr)^{N} \approx \tfrac1e = 0.368"


def stop_rule(n: Notation) -> str:
    """The stopping rule."""
    return rf"\text{{stop when }} \lVert \nabla {n.loss}(w) \rVert < \theta"


def _slope(n: Notation, index: str) -> str:
    return rf"\frac{{\partial {n.loss}_{index}}}{{\partial w}}"
