"""Words and marks of the charts on every page, in both themes: each stands out from the page as WCAG 2.2 AA asks."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from pages.common.live_chart import decode_message
from pages.common.palette import MARK_CONTRAST, TEXT_CONTRAST, Theme, contrast, hex_color, rgb, theme_named
from tests.pages.live_sliders import live_charts

ROOT = Path(__file__).parents[2]
LARGE = 24  # pixels from which text needs no more than a mark
OPENED: dict[str, list[dict[str, str]]] = {
    "playground": [{}, {"data": "blobs", "classes": "6"}, {"data": "sine"}, {"data": "lecture_function"}],
    "compare": [{}],
}
LESSON_PAGES = (
    "activations",
    "perceptron",
    "backpropagation",
    "gradient_descent",
    "quadratic_vs_cross_entropy",
    "universal_approximation",
)


def parts(page: str) -> list[str]:
    """The names of a lesson page's parts in the address."""
    scripts = [path.read_text(encoding="utf-8") for path in (ROOT / "pages" / page).glob("pa*.py")]
    return re.findall(r'^ +"(\w+)": \("', "".join(scripts), re.MULTILINE)


@pytest.mark.parametrize("page", [*OPENED, *LESSON_PAGES])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_and_marks_of_all_charts_stand_out(monkeypatch: pytest.MonkeyPatch, page: str, theme: str) -> None:
    monkeypatch.setattr(ContextProxy, "theme", property(lambda self: SimpleNamespace(type=theme)))
    colors, weak = theme_named(theme), {}
    seen = 0
    for query in OPENED.get(page) or [{"part": part} for part in parts(page)]:
        for name, figure in figures(page, query):
            for what, color, least in [*words(figure), *marks(figure, colors)]:
                seen += 1
                if (found := contrast(on(color, colors.background), colors.background)) < least - 0.005:
                    weak[f"{query} {name}: {what} {color}"] = round(found, 2)
    assert seen > 20
    assert weak == {}


def figures(page: str, query: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The charts of a page: their names and figures; networks that are trained have been trained a little."""
    app = AppTest.from_file(str(ROOT / "pages" / "main.py"), default_timeout=60).run()
    app.switch_page(f"{page}/page.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page == "playground":
        app.session_state["experiment"].trainer.run_epochs(3)
        app.run()
    assert not app.exception
    for chart in live_charts(app):
        for frame in decode_message(chart.proto.bytes)["frames"]:
            yield from frame.items()


def words(figure: dict[str, Any]) -> Iterator[tuple[str, str, float]]:
    """(what, colour, least contrast) of everything written beside the marks."""
    layout = figure["layout"]
    usual = layout.get("font", {})
    written = [("text", each.get("text", ""), each.get("font", {})) for each in layout.get("annotations") or []]
    for name, axis in layout.items():
        if name.startswith(("xaxis", "yaxis")):
            title = axis.get("title") or {}
            written += [
                ("ticks", "", axis.get("tickfont", {})),
                ("title", title.get("text", ""), title.get("font", {})),
            ]
    for what, text, font in written:
        large = font.get("size", usual.get("size", 12)) >= LARGE
        least = MARK_CONTRAST if large else TEXT_CONTRAST
        for color in (font.get("color"), *re.findall(r"color:(#[0-9a-f]{6})", text)):
            if color is not None:
                stroke = f'{color}">━<' in text  # a legend's sample of a line
                yield f"{what} {text[:30]!r}", color, MARK_CONTRAST if stroke else least


def marks(figure: dict[str, Any], theme: Theme) -> Iterator[tuple[str, str, float]]:
    """(what, colour, least contrast) of lines, points and bars. A point is seen by its outline, too."""
    for trace in figure["data"]:
        kind, line, marker = trace.get("type", "scatter"), trace.get("line", {}), trace.get("marker", {})
        mode = {"scatter": trace.get("mode", "lines"), "bar": "markers"}.get(kind, "")
        if "lines" in mode and isinstance(line.get("color"), str) and line.get("width", 2):
            yield "line", faded(line["color"], trace.get("opacity", 1), theme.background), MARK_CONTRAST
        if "markers" not in mode:
            continue
        outline = marker.get("line", {}).get("color")
        if isinstance(outline, str) and contrast(on(outline, theme.background), theme.background) >= MARK_CONTRAST:
            continue
        fill = marker.get("color")
        for color in {fill} if isinstance(fill, str) else set(fill if isinstance(fill, (list, tuple)) else ()):
            if isinstance(color, str) and not color.endswith(",0)"):
                yield f"marker of {kind}", faded(color, trace.get("opacity", 1), theme.background), MARK_CONTRAST


def faded(color: str, opacity: float, background: str) -> str:
    """What is seen of a colour that is drawn with this opacity."""
    return hex_color(opacity * rgb(on(color, background)) + (1 - opacity) * rgb(background))


def on(color: str, background: str) -> str:
    """#rrggbb of a colour, see-through or not, on a background."""
    if color.startswith("#"):
        return color
    red, green, blue, share = (float(each) for each in re.fullmatch(r"rgba?\((.*)\)", color)[1].split(","))
    return hex_color(share * rgb(hex_color([red, green, blue])) + (1 - share) * rgb(background))
