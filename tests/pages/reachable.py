"""What an object keeps alive: how many objects, and how many bytes they take."""

import gc
import sys
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

# Of the program, not of the object.
PROGRAM = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType)


def reachable(*roots: Any) -> tuple[int, int]:
    """Number and bytes of all that can be reached from these, each counted once; what the program is made of is not."""
    seen: dict[int, Any] = {}
    waiting = list(roots)
    while waiting:
        found = waiting.pop()
        if id(found) in seen or isinstance(found, PROGRAM):
            continue
        seen[id(found)] = found
        waiting.extend(gc.get_referents(found))
        if isinstance(found, np.ndarray):  # arrays do not tell the garbage collector what they look into
            waiting.append(found.base)
            waiting.extend(found.ravel().tolist() if found.dtype.hasobject else ())
    return len(seen), sum(sys.getsizeof(each) for each in seen.values())
