"""The presenting view: whether the address asks for it, what it leaves out, and the address of one that is wanted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mlp_core.names import shortened

VIEW, HIDE = "view", "hide"
PRESENT = "present"
# What can be left out: its name in the address → what it is called.
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "run": "Play, Step, Reset",
        "data": "Data",
        "activation": "Activations",
        "layers": "Layers",
        "rate": "Learning rate",
        "loss": "Loss",
        "speed": "Speed",
        "network": "Network",
        "region": "Region",
        "curves": "Curves",
        "numbers": "Numbers",
        "message": "Messages",
    }
)


@dataclass(frozen=True)
class Presentation:
    """A presenting view without the parts of these names."""

    hidden: frozenset[str] = frozenset()

    def shows(self, part: str) -> bool:
        """Whether this part is there."""
        return part not in self.hidden

    def query(self) -> dict[str, str]:
        """What the address says of it."""
        hidden = ",".join(name for name in PARTS if name in self.hidden)
        return {VIEW: PRESENT} | ({HIDE: hidden} if hidden else {})


def presentation_from_query(query: Mapping[str, str]) -> tuple[Presentation | None, list[str]]:
    """The presenting view an address asks for, None for the usual one, and a note on each part not understood."""
    view, notes = query.get(VIEW, "").strip().lower(), []
    if view not in ("", PRESENT):
        notes.append(f"The address has an unknown view: {shortened(view)}. It can be {PRESENT}.")
    names = [part.strip().lower() for part in query.get(HIDE, "").split(",") if part.strip()]
    unknown = [shortened(name) for name in names if name not in PARTS]
    if unknown:
        notes.append(f"The address hides what is not there: {', '.join(unknown[:5])}. Known: {', '.join(PARTS)}.")
    if view != PRESENT:
        return None, notes
    return Presentation(_with_a_chart(name for name in names if name in PARTS)), notes


def _with_a_chart(hidden: Iterable[str]) -> frozenset[str]:
    """An empty screen shows nothing: where all charts are hidden, the region stays."""
    hidden = frozenset(hidden)
    return hidden - {"region"} if {"network", "region", "curves"} <= hidden else hidden
