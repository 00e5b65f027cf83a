"""The formulas of "Where cross-entropy comes from", as LaTeX; those of a network in the reader's letters."""

from pages.quadratic_vs_cross_entropy.formulas import Letters


def bernoulli(s: Letters) -> str:
    """Likelihood of independent 0/1 labels, and its negative logarithm."""
    a, t = s.a, rf"{s.t}_n"
    return (
        rf"\mathcal{{L}}({a}) = \prod_n {a}^{{\,{t}}} (1 - {a})^{{1 - {t}}}"
        r"\quad\Longrightarrow\quad"
        rf"-\ln \mathcal{{L}}({a}) = \sum_n \bigl(-{t} \ln {a} - (1 - {t}) \ln (1 - {a})\bigr)"
    )


def multinomial(s: Letters) -> str:
    """Negative log-likelihood of counts under softmax, and its gradient through the Jacobian."""
    a, z = s.a, s.z
    return (
        rf"-\ln \mathcal{{L}} = -\sum_k n_k \ln {a}_k + \text{{const}}, \quad "
        rf"{a} = \operatorname{{softmax}}({z}), \quad "
        rf"\frac{{\partial {a}_k}}{{\partial {z}_j}} = {a}_k(\delta_{{kj}} - {a}_j) \;\Longrightarrow\; "
        rf"\frac{{\partial}}{{\partial {z}_j}}\Bigl(-\sum_k \tfrac{{n_k}}{{N}} \ln {a}_k\Bigr) = "
        rf"{a}_j - \tfrac{{n_j}}{{N}}"
    )


def decomposition() -> str:
    """Cross-entropy as entropy and divergence."""
    return (
        r"\underbrace{-\sum_k p_k \ln q_k}_{H(p,\,q)} = \underbrace{-\sum_k p_k \ln p_k}_{H(p)} + "
        r"\underbrace{\sum_k p_k \ln \frac{p_k}{q_k}}_{D_{\mathrm{KL}}(p\,\|\,q)\; \ge\; 0}"
    )


def gaussians() -> str:
    """The divergence of two Gaussians."""
    return (
        r"D_{\mathrm{KL}}(p\,\|\,q) = \int p \ln \frac{p}{q}\,dx = \ln\frac{\sigma_q}{\sigma_p} + "
        r"\frac{\sigma_p^2 + (\mu_p - \mu_q)^2}{2\sigma_q^2} - \frac12"
    )


def symmetric(s: Letters) -> str:
    """The symmetric cross-entropy of one sigmoid output."""
    a, t = s.a, s.t
    return (
        rf"{s.C}_{{\text{{sym}}}} = "
        rf"\underbrace{{-{t} \ln {a} - (1 - {t})\ln(1 - {a})}}_{{\text{{cross-entropy}}}} \;\allowbreak "
        rf"\underbrace{{-\, {a} \ln {t} - (1 - {a})\ln(1 - {t})}}"
        rf"_{{\text{{the same with }} {t} \text{{ and }} {a} \text{{ exchanged}}}}"
    )
