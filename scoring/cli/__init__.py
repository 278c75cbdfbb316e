"""The command line: the app's use cases without the app."""

from scoring.cli.commands import COMMANDS
from scoring.cli.line import main

__all__ = ["COMMANDS", "main"]
