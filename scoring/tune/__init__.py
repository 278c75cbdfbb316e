"""What the data say about measures, weights and cuts, and how sure they are."""
