"""What staff say and ask, from `data/scripts/`: words as data, checked when a process starts."""
