"""Two inputs: steps, bumps and a tower in the plane, and a city of towers that follows a function."""

from pages.universal_approximation.city_section import city_section
from pages.universal_approximation.tower_section import tower_section


def two_inputs() -> None:
    """Both sections on two inputs, each rerun by its own controls alone."""
    tower_section()
    city_section()
