"""What the server takes: no more than the readers behind it do."""

import tomllib
from pathlib import Path

from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed

from mlp_core.limits import MOST_BYTES, MOST_JSON_BYTES

CONFIG = tomllib.loads((Path(__file__).parent.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
MEGABYTE = 1_000_000


def test_a_file_that_is_larger_than_what_is_read_is_not_even_taken():
    assert CONFIG["server"]["maxUploadSize"] * MEGABYTE == MOST_BYTES == MOST_JSON_BYTES


def test_a_table_of_the_largest_size_can_be_pasted_and_nothing_much_larger_be_sent():
    assert MOST_BYTES < CONFIG["server"]["maxWidgetStateSize"] * MEGABYTE <= 2 * MOST_BYTES
    assert CONFIG["server"]["maxMessageSize"] >= CONFIG["server"]["maxWidgetStateSize"]


def test_nothing_is_served_from_a_folder_and_other_sites_are_kept_out():
    server, client = CONFIG["server"], CONFIG["client"]
    assert not server.get("enableStaticServing", False)
    assert server.get("enableXsrfProtection", True)
    assert server.get("enableCORS", True)  # the protection, as Streamlit calls it
    assert client["showErrorDetails"] == "none"


def test_the_browser_is_never_asked_for_a_message_that_it_was_to_remember(monkeypatch):
    """It forgets them after a few runs, and cannot say so: the page would break."""
    cached = CONFIG["global"]["minCachedMessageSize"]
    monkeypatch.setattr(config, "get_option", lambda name: {"global.minCachedMessageSize": cached}[name])
    message = ForwardMsg()
    message.delta.new_element.markdown.body = "x" * CONFIG["server"]["maxMessageSize"] * MEGABYTE
    populate_hash_if_needed(message)
    assert message.hash
    assert not message.metadata.cacheable
