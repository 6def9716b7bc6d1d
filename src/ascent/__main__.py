"""`python -m ascent` is `ascent`."""

from ascent.cli.main import main

main()
