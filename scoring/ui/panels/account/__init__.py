"""What is known of one account, a part a file."""
