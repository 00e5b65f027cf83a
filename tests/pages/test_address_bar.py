"""The address follows the settings; the page's own writing begins nothing, any other address does."""

from urllib.parse import parse_qsl

import numpy as np

from mlp_core.limits import MOST_LINK_POINTS
from mlp_core.own_sources import standardised
from pages.common.address_bar import AddressBar
from pages.common.settings import Settings

OPENED = {"data": "xor"}
XOR = Settings().changed(data="xor")
NOISY, NOISIER = XOR.changed(noise=20), XOR.changed(noise=30)


def opened() -> AddressBar:
    bar = AddressBar()
    assert bar.asks_for_another(OPENED, None, went_back=False)
    return bar


def query_of(text: str) -> dict[str, str]:
    return dict(parse_qsl(text))


def test_an_opened_link_stays_as_it_was_typed_until_a_setting_changes():
    bar = opened()
    assert bar.text(XOR, {}) is None
    assert bar.text(NOISY, {}).startswith("data=xor&")
    assert "noise" not in bar.text(XOR, {})  # back again: the address follows


def test_a_changed_setting_is_in_the_address_at_once_beside_what_others_have_there():
    bar = opened()
    assert query_of(bar.text(NOISY, {"notation": "duda"}))["noise"] == "20"
    assert bar.text(NOISY, {"notation": "duda"}).endswith("&notation=duda")


def test_an_address_that_the_page_wrote_begins_nothing_also_where_it_is_reported_late():
    bar = opened()
    first, second = query_of(bar.text(NOISY, {})), query_of(bar.text(NOISIER, {}))
    assert not bar.asks_for_another(OPENED, NOISIER, went_back=False)
    assert not bar.asks_for_another(first, NOISIER, went_back=False)
    assert not bar.asks_for_another(second, NOISIER, went_back=False)


def test_another_address_begins_another_experiment():
    bar = opened()
    bar.text(NOISY, {})
    assert bar.asks_for_another({"data": "moons"}, NOISY, went_back=False)
    assert bar.text(Settings().changed(data="moons"), {}) is None


def test_an_address_that_was_written_before_another_was_opened_begins_its_experiment():
    bar = opened()
    written = query_of(bar.text(NOISY, {}))
    bar.asks_for_another({"data": "moons"}, NOISY, went_back=False)
    assert bar.asks_for_another(written, Settings().changed(data="moons"), went_back=False)


def test_an_empty_address_shows_the_page_with_the_experiment_that_is_there_and_gets_its_address():
    bar = opened()
    assert not bar.asks_for_another({}, NOISY, went_back=False)
    assert query_of(bar.text(NOISY, {}))["noise"] == "20"


def test_the_same_address_written_again_after_an_empty_one_begins_nothing():
    bar = opened()
    written = query_of(bar.text(NOISY, {}))
    assert not bar.asks_for_another(written, NOISY, went_back=False)
    assert not bar.asks_for_another({}, NOISY, went_back=False)
    assert query_of(bar.text(NOISY, {})) == written
    assert not bar.asks_for_another(written, NOISY, went_back=False)


def test_back_gives_the_experiment_of_its_address_and_goes_on_where_it_is_the_present_one():
    bar = opened()
    written = query_of(bar.text(NOISY, {}))
    assert not bar.asks_for_another(written, NOISY, went_back=True)
    assert bar.asks_for_another(OPENED, NOISY, went_back=True)
    assert bar.asks_for_another(written, XOR, went_back=True)
    assert bar.asks_for_another({}, NOISY, went_back=True)
    assert not bar.asks_for_another({}, Settings(), went_back=True)


def test_back_goes_on_with_points_that_no_address_can_hold():
    X = np.random.default_rng(0).normal(size=(MOST_LINK_POINTS + 1, 2))
    own = Settings().changed(points=standardised(X, np.arange(len(X)) % 2, ("a", "b")))
    bar = opened()
    written = query_of(bar.text(own, {}))
    assert not bar.asks_for_another(written, own, went_back=True)


def test_what_is_on_its_way_to_the_browser_does_not_grow_for_ever():
    bar = opened()
    for seed in range(1000):
        bar.text(XOR.changed(seed=seed), {})
    assert len(bar.written) <= 100


def test_a_lesson_s_step_is_written_also_where_no_setting_changed():
    bar = opened()
    assert bar.text(XOR, {"step": "1"}) is None
    assert bar.text(XOR, {"step": "2"}, other_beside=True).endswith("&step=2")
