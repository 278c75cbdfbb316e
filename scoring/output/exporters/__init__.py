"""All file formats: a new one is a file beside this one and a line below."""

from scoring.output.exporters import csv_file, parquet_file, xlsx_file
from scoring.output.exporters.exporter import Exporter
from scoring.registry import Registry

EXPORTERS: Registry[Exporter] = Registry(
    "file format",
    [
        csv_file.EXPORTER,
        parquet_file.EXPORTER,
        xlsx_file.EXPORTER,
    ],
)

__all__ = ["EXPORTERS"]
