"""The speeds we promise, measured as ratios side by side in one run."""
