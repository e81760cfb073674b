"""Many people text at once: nothing lost, nothing doubled, order kept; beside stock Rasa."""
