"""Taking the network home from the real page: every file is downloaded, run or opened again; every chart's picture."""

import csv
import importlib.util
import json
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.playground import pause, picture, press, reading, readout, show, wait_for, wait_for_picture

SETTINGS = "?samples=60&noise=20&layers=4,3&activation=tanh,maxout&optimizer=adam&rate=0.02"
CELLS = ("network", "region", "curves", "chart")


def open_panel(page: Page) -> None:
    page.locator(".st-key-take_home button:visible").first.click()
    expect(page.locator(".st-key-take_home-PyTorch")).to_be_visible()


def take(page: Page, label: str, folder: Path) -> Path:
    """Download what this button offers."""
    with page.expect_download() as started:
        page.locator(f".st-key-take_home-{label}").get_by_role("button").click()
    return kept(started.value, folder)


def kept(download: Download, folder: Path) -> Path:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path


def told(script: Path) -> list[list[float]]:
    """The outputs that a downloaded script prints, run by itself."""
    done = subprocess.run([sys.executable, "-I", script], capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    found = re.findall(r"output \[(.*?)\]", done.stdout)
    return [[float(value) for value in row.split(",")] for row in found]


def test_a_network_goes_home_and_comes_back(page: Page, server, tmp_path) -> None:
    address = server("app.py")
    show(page, f"{address}/{SETTINGS}")
    press(page, "Play")
    wait_for(page, "Epoch", 4)
    open_panel(page)
    while_it_plays = json.loads(take(page, "JSON", tmp_path).read_text(encoding="utf-8"))
    assert while_it_plays["progress"]["epoch"] >= 4
    page.keyboard.press("Escape")
    wait_for(page, "Epoch", while_it_plays["progress"]["epoch"] + 4)  # it went on meanwhile
    before, region = pause(page), picture(page)
    open_panel(page)
    files = {label: take(page, label, tmp_path) for label in ("JSON", "NumPy", "PyTorch", "History")}
    assert [path.name for path in files.values()] == [
        f"spiral_2-4-3-1{ending}" for ending in (".json", "_numpy.py", "_pytorch.py", "_history.csv")
    ]
    assert reading(page) == before  # taking it home changes nothing

    answers = told(files["NumPy"])
    assert len(answers) == 5
    if importlib.util.find_spec("torch"):
        for mine, theirs in zip(answers, told(files["PyTorch"]), strict=True):
            assert mine == pytest.approx(theirs, abs=1e-6)
    rows = list(csv.DictReader(files["History"].read_text(encoding="utf-8").splitlines()))
    assert [int(row["epoch"]) for row in rows] == list(range(before.epoch + 1))
    assert int(rows[-1]["steps"]) == before.steps

    show(page, address)  # another session, with the default network
    assert picture(page) != region
    open_panel(page)
    bad = tmp_path / "bad.json"
    bad.write_text(files["JSON"].read_text(encoding="utf-8").replace('"tanh"', '"than"', 1), encoding="utf-8")
    chosen = page.locator("[class*=st-key-take_home-file] input[type=file]")
    chosen.set_input_files(bad)
    expect(page.get_by_text("This file cannot be opened")).to_be_visible()
    expect(readout(page)).to_contain_text("Epoch 0")
    chosen.set_input_files(files["JSON"])
    expect(page.get_by_text("This file cannot be opened")).to_have_count(0)
    page.get_by_role("button", name="Open it").click()
    wait_for_picture(page, region)
    expect(readout(page)).to_contain_text(f"Epoch {before.epoch}")
    assert reading(page) == before
    press(page, "Play")
    wait_for(page, "Epoch", before.epoch + 2)
    pause(page)


def test_a_click_gives_its_file_while_it_plays_and_data_change(page: Page, playground: str, tmp_path: Path) -> None:
    show(page, f"{playground}/?noise=50&speed=max")
    press(page, "Play")
    for noise in (49, 48):
        page.get_by_role("slider", name="Noise").press("ArrowLeft")
        page.wait_for_function("(noise) => location.search.includes(`noise=${noise}`)", arg=noise)
        with page.expect_download() as started:
            page.locator(".st-key-download_csv").get_by_role("button").click()
        assert kept(started.value, tmp_path).read_text(encoding="utf-8").count("\n") == 301
    open_panel(page)
    with page.expect_download() as started:
        page.locator(".st-key-take_home-JSON").get_by_role("button").click()
    assert json.loads(kept(started.value, tmp_path).read_text(encoding="utf-8"))["settings"]["noise"] == 48
    page.keyboard.press("Escape")
    again = []
    page.on("download", lambda file: again.append(file))
    open_panel(page)
    wait_for(page, "Epoch", reading(page).epoch + 5)
    assert again == []  # a file that is here already does not come again


def test_every_chart_as_png_and_svg(page: Page, server, tmp_path) -> None:
    show(page, server("app.py"), height=900)
    for cell in CELLS:
        chart, corner = page.locator(f"[data-cell={cell}]"), page.locator(f"[data-save={cell}]")
        chart.scroll_into_view_if_needed()
        width, height = chart.evaluate("(cell) => [cell.clientWidth, cell.clientHeight]")
        saved = {}
        for kind in ("PNG", "SVG"):
            chart.hover(position={"x": width / 2, "y": height - 3})
            expect(corner).to_have_css("opacity", "1")
            corner.hover()
            with page.expect_download() as started:
                corner.get_by_role("button", name=kind).click()
            saved[kind] = kept(started.value, tmp_path)
        name = {"chart": "Gradient_per_layer"}.get(cell, cell)
        assert [path.name for path in saved.values()] == [f"playground_{name}.png", f"playground_{name}.svg"]
        png, svg = saved["PNG"].read_bytes(), saved["SVG"].read_text(encoding="utf-8")
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", png[16:24]) == (3 * width, 3 * height)
        assert re.match(rf'<svg[^>]* width="{width}" height="{height}"', svg)
        assert ("@font-face" in svg) == ("<text" in svg)  # words are as wide as on the page


def test_the_keyboard_reaches_the_pictures(page: Page, server) -> None:
    show(page, server("app.py"))
    button = page.locator("[data-save=region]").get_by_role("button", name="PNG")
    button.focus()
    expect(page.locator("[data-save=region]")).to_have_css("opacity", "1")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert started.value.suggested_filename == "playground_region.png"
