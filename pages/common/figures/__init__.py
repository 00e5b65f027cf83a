"""Figures that several pages show."""
