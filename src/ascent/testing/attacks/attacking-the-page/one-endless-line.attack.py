# attack: It prints a megabyte on one line.
# stopped-by: Output has a limit, and long lines are folded.
# ends: flooded
print("x" * 1_000_000, end="")
