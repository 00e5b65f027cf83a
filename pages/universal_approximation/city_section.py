"""A city of towers that follows a function of two inputs: surfaces, a cut, and the error against n."""

import streamlit as st

from mlp_core import MLP
from mlp_core.towers import Function, leak, least_h, usual_h
from pages.common.figures.numbers import plain_number
from pages.common.formula import display_formula
from pages.common.lesson import charts, section, theme
from pages.common.live_slider import evenly, live_slider
from pages.common.open_in_playground import open_in_playground
from pages.universal_approximation import plane, tower_formulas
from pages.universal_approximation.city_errors import SIZES, CityErrors, city, measured
from pages.universal_approximation.city_pictures import CUTS, CitySettings, city_figures, errors_now
from pages.universal_approximation.figures.surface import surface_options
from pages.universal_approximation.function_choice import sentence, where_finite
from pages.universal_approximation.functions_of_two import CHOICES, FIRST_TYPED, TYPED, function_named
from pages.universal_approximation.letters import reader_letters
from pages.universal_approximation.network_view import weights_popover

STEEPNESS = (5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 1_000_000)
MOST_TOWERS, MOST_OPENED = 32, 4


def city_section() -> None:
    """The section, with its words."""
    s = reader_letters()
    with section(
        "A city of towers",
        "n × n towers follow a function of two inputs. Double n: what becomes of the error? And what do n² towers see "
        "of each other, if no plateau is ever quite 0?",
        "move n; then choose *1 everywhere*, switch off *h grows with n* and set h to 4: look along the row of cells.",
        "Twice the towers a side, half the error: it falls as 1/n, for four times the neurons. Each tower stands on "
        f"the plateaus of the 2(n − 1) others in its row and column, and each of them leaks {s.drawn_sigmoid}(−h/2): "
        "with a fixed h the city lifts off as n grows, and the error rises again. So h must grow with n; from "
        "2 ln(2n²) on, the leak is below 1/n. **Pits remain** where the corners of four cells meet: there every step "
        "is half done, both bumps of each of the four towers stand at h/2, and none of them reaches 3h/2. Steeper "
        "steps make the pits narrower and never shallower; along the diagonal they are cut through.",
    ):
        _city()
    st.markdown(
        "**m inputs.** Two step neurons for each input, one bump along each, and a threshold between m and m − 1 "
        "bumps; the number of towers grows as nᵐ, which is why nobody builds networks so."
    )
    display_formula(tower_formulas.many_inputs(s))


@st.fragment
@where_finite()
def _city() -> None:
    settings = _controls()
    f = function_named(settings.name, settings.text)
    errors = _errors(settings.name, settings.text, settings.steepness, settings.h)
    net = city(f, settings.n, settings.steepness, settings.h)
    built = plane.surface(net)
    now = errors_now(f, net, built, errors, settings.n)
    charts(
        city_figures(f, net, built, settings, errors, now, theme()),
        key="city",
        columns=2,
        height=330,
        config=surface_options("function", "city"),
        descriptions={
            "function": f"The function: {CHOICES[settings.name].label}.",
            "city": f"{settings.n} × {settings.n} towers that follow it.",
            "cut": f"Both along {CUTS[settings.cut]}.",
            "errors": "The mean error, and the largest inside the cells, against the number of towers a side.",
        },
    )
    st.markdown(_reading(net, settings, now))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        weights_popover(net, "city")
        _into_the_playground(f, net, settings)
    display_formula(tower_formulas.city(reader_letters()))


def _controls() -> CitySettings:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        name = st.selectbox(
            "Function", list(CHOICES), format_func=lambda each: CHOICES[each].label, key="city:function", width=230,
            persist_state="session",
            help="What the city follows, on −1 ≤ x, y ≤ 1. Try: 1 everywhere shows what the city does by itself.",
        )  # fmt: skip
        text = FIRST_TYPED
        if name == TYPED:
            text = st.text_input(
                "f(x, y) =", FIRST_TYPED, key="city:typed", width=260, persist_state="session",
                help="Numbers, x, y, + − * / ^, parentheses and functions such as sin, exp, sqrt, abs, max.",
            )  # fmt: skip
        n = live_slider(
            "Towers a side, n",
            range(1, MOST_TOWERS + 1),
            8,
            key="city:n",
            help="The second hidden layer has n² neurons. Try: 4, 8, 16, and compare the errors.",
        )
    text = _right(name, text)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        steepness = live_slider(
            "Steepness w",
            STEEPNESS,
            1000,
            key="city:steepness",
            width=220,
            help="Of the step neurons. Try: 10, and the towers melt together; 50, and the pits are wide.",
        )
        grows = st.toggle(
            "h grows with n", True, key="city:grows", persist_state="session",
            help="On: h = 10 + 2 ln(2n²). Off: h stays what you choose, whatever n is.",
        )  # fmt: skip
        h = None
        if not grows:
            h = live_slider(
                "h",
                evenly(2.0, 30.0, 0.5),
                4.0,
                key="city:h",
                help="Height of the bumps under each tower. Try: 4, then move n: the plateaus leak.",
            )
        cut = st.segmented_control(
            "Cut along", list(CUTS), format_func={"corners": "corners", "middles": "a row of cells"}.get,
            default="corners", key="city:cut", required=True, persist_state="session",
            help="The third chart: the diagonal through the corners of the cells shows the pits, a row the plateaus.",
        )  # fmt: skip
    return CitySettings(name, text, n, float(steepness), h, cut)


def _right(name: str, text: str) -> str:
    """The typed text, or where it is wrong a sentence that says so, and the last right one."""
    try:
        function_named(name, text)
    except ValueError as error:
        st.warning(f"{sentence(error)} The figures keep the last function.")
        return st.session_state.get("city:last_typed", FIRST_TYPED)
    st.session_state["city:last_typed"] = text
    return text


@st.cache_data(max_entries=64, show_spinner=False)
def _errors(name: str, text: str, steepness: float, h: float | None) -> CityErrors:
    return measured(function_named(name, text), SIZES, steepness, h)


def _reading(net: MLP, settings: CitySettings, now: tuple[int, float, float]) -> str:
    n, mean, inner = now
    h = usual_h(n) if settings.h is None else settings.h
    shape, leaks = "-".join(map(str, net.layer_sizes)), plain_number(leak(n, h), 2)
    return (
        f"A network **{shape}**. Mean error **{plain_number(mean)}**, largest on the inner 90 % of each cell "
        f"**{plain_number(inner)}**. h = {plain_number(h)}, least needed 2 ln(2n²) = {plain_number(least_h(n))}; "
        f"the plateaus of towers of height 1 leak **{leaks}** (1/n = {plain_number(1 / n)})."
    )


def _into_the_playground(f: Function, net: MLP, settings: CitySettings) -> None:
    data = CHOICES[settings.name].data
    if data and settings.n <= MOST_OPENED:
        open_in_playground(
            "Open this city in the playground", network=net, key="city:open", data=data, layers=net.layer_sizes[1:-1],
            activation=("sigmoid", "sigmoid"),
        )  # fmt: skip
    else:
        st.caption("The playground has room for up to 4 × 4 towers, on the hills and on the inclined plane.")
