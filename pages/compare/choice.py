"""What is compared: settings that both share, the one that differs, and its two values; in the address too."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mlp_core.names import shortened
from pages.common.links import NOT_SETTINGS, fewest, query_from_settings, settings_from_query
from pages.common.settings import Settings
from pages.compare.differences import DIFFERENCES, Difference, offered

# Names in the address: ?differs=optimizer&a=sgd&b=adam
DIFFERS, VALUES = "differs", ("a", "b")


@dataclass(frozen=True)
class Choice:
    """Two experiments that differ in one setting.

    Attributes
    ----------
    base : all that they share; its value of what differs is neither's, but that of the settings they were made from
    differs : the name of the setting, one of ``DIFFERENCES``
    values : A's and B's value of it, as text
    """

    base: Settings
    differs: str = "activation"
    values: tuple[str, str] = ("tanh", "relu")

    @property
    def difference(self) -> Difference:
        """What they differ in."""
        return DIFFERENCES[self.differs]

    @property
    def settings(self) -> tuple[Settings, Settings]:
        """Those of A and of B."""
        a, b = self.values
        return self.difference.apply(self.base, a), self.difference.apply(self.base, b)

    @property
    def names(self) -> tuple[str, str]:
        """What the screen calls A's and B's value."""
        a, b = self.values
        return self.difference.shown(a), self.difference.shown(b)

    @property
    def options(self) -> tuple[str, ...]:
        """The values to choose from, the present ones among them."""
        options = self.difference.options(self.base)
        return options + tuple(dict.fromkeys(value for value in self.values if value not in options))

    def with_value(self, side: int, value: str) -> "Choice":
        """The same with another value of A (0) or B (1)."""
        values = (value, self.values[1]) if side == 0 else (self.values[0], value)
        return replace(self, values=values)

    def with_base(self, base: Settings) -> "Choice":
        """The same comparison under other settings, as far as it fits them."""
        return fitting(base, self.differs, *self.values)[0]

    def differing_in(self, differs: str) -> "Choice":
        """A comparison of another setting: A has the value of the shared settings."""
        return fitting(self.base, differs)[0]


def fitting(
    base: Settings, differs: str | None = None, a: str | None = None, b: str | None = None
) -> tuple[Choice, list[str]]:
    """A choice that is possible, and a note on each part that was not; what is not given is chosen."""
    notes: list[str] = []
    possible = offered(base)
    if differs is not None and differs not in possible:
        why = "is not among" if differs not in DIFFERENCES else "makes no difference here; there are"
        notes.append(f"{DIFFERS} {shortened(differs)} {why} {', '.join(possible)}.")
    chosen = differs if differs in possible else possible[0]
    difference = DIFFERENCES[chosen]

    def taken(name: str, value: str | None, otherwise: str) -> str:
        if value is None or (chosen != differs and differs is not None):
            return otherwise
        try:
            settings = difference.apply(base, value.strip())
        except (ValueError, OverflowError) as error:
            notes.append(f"Not understood in {name}: {shortened(str(error), 160)}.")
            return otherwise
        return difference.value(settings)

    first = taken("a", a, difference.value(base))
    second = taken("b", b, difference.opposite(base, first))
    return Choice(base, chosen, (first, second)), notes


def choice_from_query(query: Mapping[str, str]) -> tuple[Choice, list[str]]:
    """The comparison that an address describes, and a note on each part of it that was not understood. Never raises."""
    own = {DIFFERS, *VALUES}
    base, notes = settings_from_query({name: text for name, text in query.items() if name not in own})
    choice, more = fitting(base, query.get(DIFFERS), *(query.get(name) for name in VALUES))
    return choice, fewest(notes + more)


def query_from_choice(choice: Choice) -> dict[str, str]:
    """The address of a comparison: the inverse of ``choice_from_query``."""
    return {
        DIFFERS: choice.differs,
        **dict(zip(VALUES, choice.values, strict=True)),
        **query_from_settings(choice.base),
    }


def asked_for(query: Mapping[str, str]) -> dict[str, str]:
    """What of an address is about a comparison."""
    return {name: text for name, text in query.items() if name not in NOT_SETTINGS}
