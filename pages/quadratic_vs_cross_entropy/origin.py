"""Where cross-entropy comes from: likelihood, softmax, divergence, two Gaussians, and the symmetric form."""

from pages.quadratic_vs_cross_entropy.origin_bernoulli import bernoulli_section
from pages.quadratic_vs_cross_entropy.origin_divergence import divergence_section
from pages.quadratic_vs_cross_entropy.origin_gaussians import gaussians_section
from pages.quadratic_vs_cross_entropy.origin_softmax import softmax_section
from pages.quadratic_vs_cross_entropy.origin_symmetric import symmetric_section


def origin() -> None:
    """The five sections, one below the other."""
    bernoulli_section()
    softmax_section()
    divergence_section()
    gaussians_section()
    symmetric_section()
