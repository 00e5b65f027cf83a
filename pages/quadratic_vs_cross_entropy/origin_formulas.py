"""The formulas of "Where cross-entropy comes from", as LaTeX."""


def bernoulli() -> str:
    """Likelihood of independent 0/1 labels, and its negative logarithm."""
    return (
        r"L(a) = \prod_n a^{\,t_n} (1 - a)^{1 - t_n}"
        r"\quad\Longrightarrow\quad"
        r"-\ln L(a) = \sum_n \bigl(-t_n \ln a - (1 - t_n) \ln (1 - a)\bigr)"
    )


def multinomial() -> str:
    """Negative log-likelihood of counts under softmax, and its gradient through the Jacobian."""
    return (
        r"-\ln L = -\sum_k n_k \ln a_k + \text{const}, \quad a = \operatorname{softmax}(z), \quad "
        r"\frac{\partial a_k}{\partial z_j} = a_k(\delta_{kj} - a_j) \;\Longrightarrow\; "
        r"\frac{\partial}{\partial z_j}\Bigl(-\sum_k \tfrac{n_k}{N} \ln a_k\Bigr) = a_j - \tfrac{n_j}{N}"
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


def symmetric() -> str:
    """The symmetric cross-entropy of one sigmoid output."""
    return (
        r"C_{\text{sym}} = \underbrace{-t \ln a - (1 - t)\ln(1 - a)}_{\text{cross-entropy}}"
        r"\; \underbrace{-\, a \ln t - (1 - a)\ln(1 - t)}_{\text{the same with } t \text{ and } a \text{ exchanged}}"
    )
