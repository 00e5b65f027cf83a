"""The equations of backpropagation for whole layers, with matrices, for the lectures that write them so."""

from collections.abc import Mapping

from mlp_core.activations import Activation
from mlp_core.losses import LOSSES
from pages.common.notation.dialects import Dialect
from pages.common.notation.equations import QUADRATIC, Setting
from pages.common.notation.expressions import AFTER, BEFORE, HERE, OUTPUT, Expression, Product, Signed, Symbol, minus
from pages.common.notation.losses import TWO
from pages.common.notation.operations import Activated, Equation, Matrix, Slope

BY_ELEMENT = r"\odot"


def vector_equations(dialect: Dialect, setting: Setting) -> Mapping[str, Equation]:
    """The equations by the names of ``component_equations``; empty where the lecture writes no vectors.

    What has no short form, such as the error of softmax under the quadratic loss, is left out.
    """
    if not dialect.writes_vectors:
        return {}
    z, a, error = (Symbol(role, HERE) for role in ("pre_activation", "activation", "error"))
    W, b, rate = Symbol("weight"), Symbol("bias"), Symbol("rate")
    before = Symbol("activation", BEFORE)
    outer = Matrix(error, before, transposed="right")
    back = Matrix(Symbol("weight", AFTER), Symbol("error", AFTER), transposed="left")
    equations = {
        "pre_activation": Equation(z, Signed(((1, Matrix(W, before)), (dialect.bias_sign, b)))),
        "activation": Equation(a, Activated(z)),
        "hidden_error": Equation(error, Product((back, Activated(z, derivative=True)), BY_ELEMENT)),
        "weight_gradient": Equation(Slope(W), outer),
        "bias_gradient": Equation(Slope(b), error if dialect.bias_sign > 0 else Signed(((-1, error),))),
        "weight_update": Equation(W, Signed(((1, W), (-1, Product((rate, outer))))), r"\leftarrow"),
        "bias_update": Equation(b, Signed(((1, b), (-dialect.bias_sign, Product((rate, error))))), r"\leftarrow"),
    }
    if setting.hidden is not None and setting.hidden.pieces > 1:
        del equations["hidden_error"]  # one factor of each pair of pre-activations: no product by elements
    error_of_output = _output_error(setting.loss, setting.output)
    if error_of_output is not None:
        equations["output_error"] = Equation(Symbol("error", OUTPUT), error_of_output)
    return equations


def _output_error(loss: str, activation: Activation | None) -> Expression | None:
    difference = minus(Symbol("activation", OUTPUT), Symbol("target", OUTPUT))
    if activation is not None and LOSSES[loss].natural_activation == activation.name:
        return difference
    if loss not in QUADRATIC or (activation is not None and activation.name == "softmax"):
        return None
    slope = Activated(Symbol("pre_activation", OUTPUT), derivative=True)
    product = Product((difference, slope), BY_ELEMENT)
    return Product((TWO, product)) if loss == "quadratic" else product
