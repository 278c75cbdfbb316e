"""What people look at, counted from scores by pure functions."""
