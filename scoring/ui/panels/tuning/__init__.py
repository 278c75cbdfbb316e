"""The parts of the Tune page, a file each."""
