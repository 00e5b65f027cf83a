"""What the address bar of one session shows: which addresses the page wrote there itself, and what it writes next."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from pages.common.links import query_from_settings, settings_from_query
from pages.common.settings import Settings

# The browser reports an address late; more of them than these are never on their way.
MOST_ON_THEIR_WAY = 100


@dataclass
class AddressBar:
    """The browser's address, as far as this session has heard of it and has had it written.

    Attributes
    ----------
    seen : the settings' part of the address that the browser reported last; None where nothing is known
    written : what the page was given to write since, oldest first; any of it may be reported late
    follows : whether the page writes there. A link that was opened stays as it was typed until a setting changes.
    """

    seen: Mapping[str, str] | None = None
    written: deque[Mapping[str, str]] = field(default_factory=lambda: deque(maxlen=MOST_ON_THEIR_WAY))
    follows: bool = False
    _read: Settings | None = None
    _kept: tuple[object, str] | None = None

    def asks_for_another(self, query: Mapping[str, str], present: Settings | None, went_back: bool) -> bool:
        """Whether the browser's address, once read, asks for another experiment than the one with these settings.

        An address that the page wrote itself does not, nor does an empty one, which only says that a page is shown.
        Back and Forward always ask for what they lead to; where that is the present experiment, it goes on.
        """
        if not went_back and query == self.seen:
            return False
        if not went_back and query in self.written:
            while self.written.popleft() != query:
                pass
            self.seen = query
            return False
        self.seen, self.follows, self._read = query, False, settings_from_query(query)[0]
        self.written.clear()
        self._kept = None  # what is written from now on is to be known as the page's own again
        if present is None:
            return True
        if went_back:  # more points of one's own than an address can hold are there all the same
            return self._read != present and query != query_from_settings(present, spoken=True)
        return bool(query)

    def text(self, settings: Settings, beside: Mapping[str, str], other_beside: bool = False) -> str | None:
        """The address of these settings, to be written; None where what the bar shows already leads to them.

        ``beside`` is what the address says to others than the settings; ``other_beside`` where it said another thing.
        """
        if not self.follows and settings == self._read and not other_beside:
            return None
        if self._kept is None or self._kept[0] != (settings, beside):
            query = query_from_settings(settings, spoken=True)
            if not self.written or self.written[-1] != query:
                self.written.append(query)
            self._kept = ((settings, beside), address_text(query | beside))
        self.follows = True
        return self._kept[1]


def address_text(query: Mapping[str, str]) -> str:
    """A query as a person reads it in the address bar: commas stay commas."""
    return urlencode(query, quote_via=quote, safe=",/:;")
