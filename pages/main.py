"""The frame of every page: page config, navigation, and what all pages share."""

import streamlit as st

from pages.common.address_notes import OF_LESSON, OF_NOTATION, OF_SETTINGS, OF_VIEW, address_notes
from pages.common.each_press_once import carry_out_each_press_once
from pages.common.lessons.panel import lesson_panel
from pages.common.notation import keep_notation_in_address, notation_choice
from pages.common.own_page import note_page
from pages.common.sent import wait_until_sent
from pages.common.session import current_presentation, leave_presenting

carry_out_each_press_once()
PAGES = (
    st.Page("playground/page.py", title="Playground", default=True),
    st.Page("lessons/page.py", title="Lessons", url_path="lessons"),
    st.Page("compare/page.py", title="Compare", url_path="compare"),
    st.Page("activations/page.py", title="Activations", url_path="activations"),
    st.Page("perceptron/page.py", title="Perceptron", url_path="perceptron"),
    st.Page("backpropagation/page.py", title="Backpropagation", url_path="backpropagation"),
    st.Page("gradient_descent/page.py", title="Gradient descent", url_path="gradient_descent"),
    st.Page("quadratic_vs_cross_entropy/page.py", title="Cross-entropy", url_path="quadratic_vs_cross_entropy"),
    st.Page("universal_approximation/page.py", title="Approximation", url_path="universal_approximation"),
)
presenting = current_presentation() is not None
page = st.navigation(PAGES, position="hidden" if presenting else "top")
note_page(page, PAGES)
# Streamlit may leave the sidebar of the page before on one that has nothing for it.
sidebar = 264 if page == PAGES[0] else "collapsed"
st.set_page_config(page_title="Perceptron playground", layout="wide", initial_sidebar_state=sidebar)
if presenting and page != PAGES[0]:  # only the playground has such a view; elsewhere there would be no way out of it
    leave_presenting()
    st.rerun()
keep_notation_in_address()
above = st.container()  # a lesson reads the address too
lesson_panel(page.url_path or "playground")
with above:
    address_notes(OF_VIEW, OF_NOTATION, OF_SETTINGS, OF_LESSON)
page.run()
if page == PAGES[0] and not presenting:  # a lesson has the choice beside its title
    with st.sidebar:
        notation_choice()
wait_until_sent(then=0.06)  # on a busy machine it has been seen to need a little more
