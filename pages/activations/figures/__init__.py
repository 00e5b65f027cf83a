"""The figures of the page on activation functions."""
