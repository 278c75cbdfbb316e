"""The router: one line a page, in the order of the menu."""

import streamlit as st

from scoring.ui.frame import show

st.set_page_config(
    page_title="Bellwether",
    page_icon="scoring/ui/assets/mark.svg",
    layout="wide",
    initial_sidebar_state=250,
)

show(
    st.navigation(
        [
            st.Page("pages/workbench.py", title="Workbench", default=True),
            st.Page("pages/portfolio.py", title="Portfolio"),
            st.Page("pages/segments.py", title="Segments"),
            st.Page("pages/lost.py", title="Lost customers"),
            st.Page("pages/tune.py", title="Tune"),
            st.Page("pages/compare.py", title="Compare"),
            st.Page("pages/workshop.py", title="Workshop"),
            st.Page("pages/accounts.py", title="Accounts"),
            st.Page("pages/actions.py", title="Actions"),
            st.Page("pages/data.py", title="Data"),
            st.Page("pages/share.py", title="Share"),
        ],
        position="top",
    )
)
