"""Programs that time other tools, each run by a Python that has them installed."""
