"""The parts of the page that asks whether the card would have warned of the customers lost."""
