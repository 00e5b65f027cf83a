"""The formulas that stand on a line of their own on a page."""

from streamlit.testing.v1 import AppTest

BEGIN, END = r"$\displaystyle ", "$"


def displayed(app: AppTest) -> list[str]:
    """As LaTeX, as the page wrote them."""
    values = [each.value for each in app.markdown]
    return [value[len(BEGIN) : -len(END)].replace(r"\allowbreak ", "") for value in values if value.startswith(BEGIN)]
