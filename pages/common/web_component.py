"""A component of our own: the JavaScript and CSS of a folder, known to Streamlit under the folder's name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st


def web_component(folder: Path, *scripts: Path) -> Callable[..., Any]:
    """Make a component of ``name.js`` and, where there is one, ``name.css`` in a folder of that name.

    Its styles are not kept apart from the page's: it looks like a part of it.

    Parameters
    ----------
    scripts : what the JavaScript is put together from, where it is not one file: Streamlit sends it as one module
    """
    name = folder.name
    css = folder / f"{name}.css"
    return st.components.v2.component(
        name,
        css=css.read_text(encoding="utf-8") if css.exists() else None,
        js="\n".join(map(_script, scripts or (folder / f"{name}.js",))),
        isolate_styles=False,
    )


def _script(file: Path) -> str:
    """Without indentation, empty lines and comments: all of it travels with every message."""
    lines = map(str.strip, file.read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
