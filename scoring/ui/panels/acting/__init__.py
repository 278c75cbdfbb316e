"""The parts of the page Actions, a part a file."""
