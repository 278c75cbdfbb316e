"""What leaves the program: charts, files, SQL text, the report."""
