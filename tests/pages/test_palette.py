"""The palette is the theme's, its scales run from orange through the midpoint to blue."""

import tomllib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from pages.common import leading_button, palette
from pages.common.palette import (
    DARK,
    LIGHT,
    blend,
    class_colors,
    contrast,
    map_palette,
    palette_index,
    region_palette,
    rgb,
)

THEMES = (LIGHT, DARK)
ROOT = Path(__file__).parents[2]
CONFIG = ROOT / ".streamlit" / "config.toml"


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_theme_is_the_one_streamlit_shows(theme) -> None:
    shown = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][theme.name]
    assert (theme.background, theme.panel, theme.text, theme.border, theme.accent) == (
        shown["backgroundColor"],
        shown["secondaryBackgroundColor"],
        shown["textColor"],
        shown["borderColor"],
        shown["primaryColor"],
    )


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_middle_is_white_in_light_and_the_page_in_dark(theme) -> None:
    assert theme.midpoint == theme.background
    for colors in (map_palette(theme), region_palette(theme)):
        assert np.abs(colors[127].astype(float) - rgb(theme.midpoint)).max() <= 1
        assert np.abs(colors[128].astype(float) - rgb(theme.midpoint)).max() <= 1


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_negative_is_orange_and_positive_is_blue(theme) -> None:
    for colors in (map_palette(theme), region_palette(theme)):
        (red, _, blue), (red_high, _, blue_high) = colors[0].astype(int), colors[255].astype(int)
        assert red > blue + 50
        assert blue_high > red_high + 50
        distance = np.abs(colors.astype(float) - rgb(theme.midpoint)).sum(axis=1)
        assert (np.diff(distance[:128]) <= 0).all()
        assert (np.diff(distance[128:]) >= 0).all()


def test_the_region_is_softer_than_the_points_on_it() -> None:
    for theme in THEMES:
        middle = rgb(theme.midpoint)
        for end, point in (
            (theme.negative_region, theme.negative_point),
            (theme.positive_region, theme.positive_point),
        ):
            assert np.abs(rgb(end) - middle).sum() < np.abs(rgb(point) - middle).sum()


def test_themes_have_names() -> None:
    assert palette.theme_named("light") is LIGHT
    assert palette.theme_named("dark") is DARK
    with pytest.raises(ValueError, match="known: light, dark"):
        palette.theme_named("blue")


def test_index_runs_from_the_negative_end_to_the_positive() -> None:
    values = np.array([-9.0, -1.0, -0.5, 0.0, 0.5, 1.0, 9.0, np.inf, -np.inf])
    assert palette_index(values).tolist() == [0, 0, 64, 128, 191, 255, 255, 255, 0]
    assert palette_index(np.array([0.0, 0.5, 1.0]), center=0.5, scale=0.5).tolist() == [0, 128, 255]
    assert palette_index(np.array([-4.0, 2.0]), scale=4.0).tolist() == [0, 191]


def test_a_value_that_is_no_number_takes_the_midpoint() -> None:
    assert palette_index(np.array([np.nan, -1.0, np.inf])).tolist() == [128, 0, 255]


def test_index_leaves_its_input_alone() -> None:
    values = np.array([0.25, -0.5])
    palette_index(values)
    assert values.tolist() == [0.25, -0.5]


@pytest.mark.parametrize("count", range(1, 7))
def test_classes_have_colours_of_their_own(count) -> None:
    assert len(set(class_colors(LIGHT, count))) == count


def test_more_classes_than_colours_are_refused() -> None:
    with pytest.raises(ValueError, match="1 to 6"):
        class_colors(LIGHT, 7)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("n_classes", [3, 6])
def test_blending_shows_the_likely_class_and_pales_where_none_leads(theme, n_classes) -> None:
    certain = blend(np.eye(n_classes), theme).astype(float)
    own = np.array([rgb(color) for color in class_colors(theme, n_classes)])
    nearest = np.abs(certain[:, None, :] - (0.62 * own + 0.38 * rgb(theme.midpoint))).sum(axis=2).argmin(axis=1)
    assert nearest.tolist() == list(range(n_classes))
    undecided = blend(np.full((1, n_classes), 1 / n_classes), theme)[0]
    assert np.abs(undecided - rgb(theme.midpoint)).max() <= 1
    unknown = blend(np.full((1, n_classes), np.nan), theme)[0]
    assert np.abs(unknown - rgb(theme.midpoint)).max() <= 1
    between = np.zeros((1, n_classes))
    between[0, :2] = 0.5
    strength = np.abs(blend(between, theme).astype(float) - rgb(theme.midpoint)).sum()
    assert 0 < strength < np.abs(certain[:2] - rgb(theme.midpoint)).sum(axis=1).max()


# Words are written in these colours, on the page or in the sidebar.
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "train", "test", "accuracy", "mark"])
def test_words_can_be_read_on_the_page_and_in_the_sidebar(theme, ink) -> None:
    for ground in (theme.background, theme.panel):
        assert contrast(getattr(theme, ink), ground) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_on_a_filled_button_can_be_read(theme) -> None:
    assert contrast(theme.background, theme.accent) >= 4.5


def test_no_button_is_filled_where_its_words_could_not_be_read(monkeypatch) -> None:
    """Streamlit's words on a filled button are white in both themes."""
    for theme in THEMES:
        monkeypatch.setattr(leading_button.st, "context", SimpleNamespace(theme=SimpleNamespace(type=theme.name)))
        assert leading_button.leading() == "secondary" or contrast("#ffffff", theme.accent) >= 4.5
    filled = [path for path in (ROOT / "pages").rglob("*.py") if 'type="primary"' in path.read_text(encoding="utf-8")]
    assert filled == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_and_marks_stand_out_from_what_is_behind_them(theme) -> None:
    behind = theme.background, theme.panel
    colors = {each for count in range(1, 7) for each in class_colors(theme, count)}
    colors |= {theme.negative, theme.positive, *palette.pair_colors(theme), *theme.pinned}
    words = {each for count in range(1, 7) for each in palette.layer_colors(theme, count)}
    words |= {palette.legible(color, theme) for color in colors} | {theme.positive}
    assert {each: found for each in words if (found := contrast(each, theme.background)) < 4.5} == {}
    pale = {palette.pale(color, theme) for color in colors | words}
    pale |= colors
    assert {each: found for each in pale | {theme.frame} if (found := contrast(each, theme.background)) < 3} == {}
    classes = {each for count in range(1, 7) for each in class_colors(theme, count)}
    assert {each: found for each in classes if (found := min(contrast(each, other) for other in behind)) < 3} == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_points_and_words_stand_out_from_every_decision_region(theme) -> None:
    certain = [palette.blend(np.eye(count), theme) for count in range(2, 7)]
    regions = {palette.hex_color(color) for color in np.concatenate([region_palette(theme), *certain])}
    assert {each: found for each in regions if (found := contrast(theme.point_outline, each)) < 3} == {}
    for color in (theme.negative_point, theme.positive_point):  # a sign that is written on a point
        assert contrast(theme.background, color) >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=1e-3)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")
    assert contrast("#e69f00", "#ffffff") == pytest.approx(2.25, abs=0.01)


def test_a_color_is_changed_as_little_as_is_needed() -> None:
    for theme in THEMES:
        assert palette.legible(theme.text, theme) == theme.text
        assert palette.strong(theme.text, theme) == theme.text
    assert contrast(palette.legible("#e69f00", LIGHT), LIGHT.background) == pytest.approx(4.5, abs=0.1)
    assert contrast(palette.strong("#e69f00", LIGHT), LIGHT.panel) == pytest.approx(3, abs=0.1)
    assert class_colors(DARK, 6) == palette.OKABE_ITO
