"""Inside Rasa's environment: trains language understanding alone, into models/."""

from __future__ import annotations

import sys

from bot import launcher


def main() -> int:
    """0 when there is a model; else 1."""
    launcher.prepare()
    import rasa.model_training

    trained = rasa.model_training.train_nlu("config.yml", "data/nlu", "models", domain="domain.yml")
    return 0 if trained else 1


if __name__ == "__main__":
    sys.exit(main())
