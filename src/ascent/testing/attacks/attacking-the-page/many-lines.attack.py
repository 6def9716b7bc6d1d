# attack: It prints sixty thousand empty lines.
# stopped-by: Output has a limit.
# ends: wrong, flooded
print("\n" * 60_000)
