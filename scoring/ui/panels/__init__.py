"""A file a panel: each draws one part of a page from finished figures."""
