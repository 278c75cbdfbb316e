"""The only rooms in which Streamlit is known."""
