"""`python -m cli`: the same as `plainbill`."""

from cli.main import app

app(prog_name="plainbill")
