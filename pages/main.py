"""The frame of every page: page config, navigation, and what all pages share."""

import streamlit as st

st.set_page_config(page_title="Perceptron playground", layout="wide", initial_sidebar_state=264)
st.navigation([st.Page("playground/page.py", title="Playground", default=True)], position="top").run()
