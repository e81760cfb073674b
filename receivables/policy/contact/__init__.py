"""May we contact this person, here, now, this way? One rule a module, one gate over them all."""
