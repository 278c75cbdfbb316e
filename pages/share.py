"""share: soon."""
