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
            st.Page("pages/workbench.py", title="Workbench", icon=":material/tune:", default=True),
            st.Page("pages/portfolio.py", title="Portfolio", icon=":material/monitoring:"),
            st.Page("pages/segments.py", title="Segments", icon=":material/category:"),
            st.Page(
                "pages/lost.py",
                title="Lost customers",
                icon=":material/person_search:",
            ),
            st.Page("pages/tune.py", title="Tune", icon=":material/science:"),
            st.Page("pages/compare.py", title="Compare", icon=":material/compare_arrows:"),
            st.Page("pages/workshop.py", title="Workshop", icon=":material/groups:"),
            st.Page("pages/accounts.py", title="Accounts", icon=":material/badge:"),
            st.Page("pages/actions.py", title="Actions", icon=":material/checklist:"),
            st.Page("pages/data.py", title="Data", icon=":material/database:"),
            st.Page("pages/share.py", title="Share", icon=":material/ios_share:"),
        ],
        position="top",
    )
)
