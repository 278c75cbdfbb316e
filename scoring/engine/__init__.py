"""DuckDB and the disk: files become tables, plans become rows and arrays."""
