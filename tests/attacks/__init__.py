"""Real attacks on the sandbox, and real work in it."""
