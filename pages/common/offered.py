"""The values that controls offer where a setting may have many."""

RATES = tuple(float(f"{digit}e{power}") for power in range(-4, 3) for digit in (1, 3))
BATCHES = (1, 2, 5, 10, 20, 50, 100, 0)
