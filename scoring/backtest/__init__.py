"""What the card would have said about customers that are gone."""
