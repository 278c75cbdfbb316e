"""The kernel: what a slider changes is computed here, in memory, and nothing else."""
