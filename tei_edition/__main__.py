"""`python -m tei_edition` is `tei-edition`."""

from .cli import main

main(prog_name="tei-edition")
