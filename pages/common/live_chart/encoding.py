"""Figures as the JSON that plotly.js reads: arrays travel as base64 of their bytes."""

import base64
import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

_INT32 = np.iinfo(np.int32)


def encode_message(message: Mapping[str, Any]) -> bytes:
    """A message for the browser as UTF-8 JSON; one array used several times is encoded once."""
    arrays: dict[int, object] = {}

    def encode(value: object) -> object:
        if isinstance(value, np.ndarray):
            encoded = arrays.get(id(value))
            if encoded is None:
                encoded = arrays[id(value)] = encode_array(value)
            return encoded
        if isinstance(value, np.generic):
            return value.item()
        if hasattr(value, "to_plotly_json"):
            return value.to_plotly_json()
        raise TypeError(f"a figure holds a {type(value).__name__}, which JSON cannot carry: {value!r}")

    def dump(value: object) -> str:
        return json.dumps(value, default=encode, allow_nan=False, separators=(",", ":"), ensure_ascii=False)

    try:
        return dump(message).encode()
    except ValueError:
        # JSON has no NaN: plain lists with gaps take a slower way, arrays never come here.
        return dump(_without_nan(message)).encode()


def encode_array(values: np.ndarray) -> object:
    """An array of any shape as plotly.js's typed array {dtype, bdata, shape}, or as a list where it has no such type.

    Floats become float32, unless they would overflow; integers keep their width, up to 32 bits.
    """
    if values.dtype.kind == "f":
        values, dtype = _shorter_floats(values)
    elif values.dtype.kind in "iu" and values.itemsize <= 4:
        dtype = f"{values.dtype.kind}{values.itemsize}"
    elif values.dtype.kind in "iu":
        fits = values.size == 0 or (values.min() >= _INT32.min and values.max() <= _INT32.max)
        values, dtype = (values.astype(np.int32), "i4") if fits else (values.astype(np.float64), "f8")
    else:
        return values.tolist()
    contiguous = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    encoded = {"dtype": dtype, "bdata": base64.b64encode(contiguous).decode("ascii")}
    if values.ndim != 1:
        encoded["shape"] = ",".join(str(n) for n in values.shape)
    return encoded


def decode_array(encoded: Mapping[str, str]) -> np.ndarray:
    """The array behind {dtype, bdata, shape}: the inverse of encode_array, up to its rounding."""
    values = np.frombuffer(base64.b64decode(encoded["bdata"]), dtype=f"<{encoded['dtype']}")
    return values.reshape([int(n) for n in encoded["shape"].split(",")]) if "shape" in encoded else values


def decode_message(payload: bytes) -> dict[str, Any]:
    """What encode_message made, with its arrays as NumPy arrays again: how a test reads what the browser was sent."""
    return json.loads(payload, object_hook=lambda value: decode_array(value) if "bdata" in value else value)


def _shorter_floats(values: np.ndarray) -> tuple[np.ndarray, str]:
    with np.errstate(over="ignore"):
        short = values.astype(np.float32)
    if np.isinf(short).any() and not np.array_equal(np.isinf(short), np.isinf(values)):
        return values.astype(np.float64), "f8"
    return short, "f4"


def _without_nan(value: object) -> object:
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    if hasattr(value, "to_plotly_json"):
        value = value.to_plotly_json()
    if isinstance(value, Mapping):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(item) for item in value]
    return value
