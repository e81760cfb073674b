"""Ways to understand texts, side by side on the same data: `make compare-pipelines`."""
