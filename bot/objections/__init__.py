"""Names the objection in a line that was heard or typed during a call.

A model of its own beside Rasa's, over the same kinds of features as the intents: it learns from
`data/scripts/objections`, is kept as one file of plain arrays in `models/`, and needs no dialogue.
"""
