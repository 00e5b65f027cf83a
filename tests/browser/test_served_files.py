"""What the server hands out by an address: its own pages and scripts, and no other file of the machine."""

import http.client
from contextlib import closing, suppress
from urllib.parse import urlsplit

import pytest

from mlp_core.limits import MOST_BYTES

FRONTS = ("/plotly/", "/", "/app/static/", "/static/", "/media/", "/component/", "/component/live_chart/",
          "/_stcore/bidi-components/live_chart/", "/_stcore/component/")  # fmt: skip
WAYS = (
    "../app.py", "../../app.py", "..%2f..%2fapp.py", "%2e%2e/%2e%2e/app.py", "..%5c..%5capp.py", "....//....//app.py",
    "../../../../../../../../etc/passwd", "..%2f" * 12 + "etc%2fpasswd", "/etc/passwd", "%2fetc%2fpasswd",
    "..%252f..%252fapp.py", "../.streamlit/config.toml", "../__init__.py", "..%00/app.py",
    ".%2e/validators/__init__.py", "file:///etc/passwd",
)  # fmt: skip
# Words of app.py, of a list of users, of config.toml, of a module of Plotly's.
INSIDE = (b"The front door", b"root:", b"showErrorDetails", b"import sys")


def answer(address: str, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    """The status and content that a path as it stands, which a browser would have tidied, is answered with."""
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)) as connection:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            connection.putheader(name, value)
        with suppress(ConnectionError):  # the server may have answered before it has read all
            connection.endheaders(body)
        with connection.getresponse() as got:
            return got.status, got.read()


@pytest.mark.parametrize("front", FRONTS)
def test_no_way_leads_out_of_what_is_served(playground: str, front: str) -> None:
    for way in WAYS:
        status, content = answer(playground, "GET", front + way)
        assert status < 500, way
        assert not [word for word in INSIDE if word in content], way


def test_what_is_served_is_there(playground: str) -> None:
    status, content = answer(playground, "GET", "/plotly/plotly.min.js")
    assert status == 200
    assert b"plotly.js" in content[:200]


def test_a_file_is_taken_from_a_session_alone_and_up_to_its_limit(playground: str) -> None:
    status, _ = answer(playground, "PUT", "/_stcore/upload_file/nobody/1", b"x")
    assert status in (400, 403)
    status, _ = answer(playground, "PUT", "/_stcore/upload_file/nobody/1", b"x" * (2 * MOST_BYTES))
    assert status in (400, 403, 413)
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        status, _ = answer(playground, method, "/plotly/plotly.min.js", b"x")
        assert status in (404, 405)
