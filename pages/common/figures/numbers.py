"""Numbers as a figure writes them: short, with a true minus sign."""

import numpy as np


def plain_number(value: float, digits: int = 3) -> str:
    """A number in `digits` significant digits without trailing zeros: 0.4, −12.5, 1000, 3e−7, 1e6, ∞."""
    value = float(value)
    if not np.isfinite(value):
        return "?" if np.isnan(value) else "∞" if value > 0 else "−∞"
    size = abs(float(f"{value:.{digits - 1}e}"))
    if size == 0:
        return "0"
    if 1e-3 <= size < 1e5:
        decimals = max(digits - 1 - int(np.floor(np.log10(size))), 0)
        text = f"{value:.{decimals}f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{mantissa}e{int(exponent)}".replace("-", "−")
