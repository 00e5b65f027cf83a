"""Buttons that are an icon. Their label is the name that is read aloud; so narrow, they have no room to show it.

    st.button("Undo", icon=":material/undo:", **BARE)

Without a label Streamlit would call the button by its symbol: "undo icon".
"""

from types import MappingProxyType

# In a frame, without one, and without one as a popover, which has an arrow besides. Widths are in pixels.
FRAMED = MappingProxyType({"width": 34, "wrap": False})
BARE = MappingProxyType({"type": "tertiary", "width": 20, "wrap": False})
POPOVER = MappingProxyType({"type": "tertiary", "width": 32, "wrap": False})
