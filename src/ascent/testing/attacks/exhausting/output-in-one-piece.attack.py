# attack: It prints a hundred megabytes in one piece.
# stopped-by: The worker counts what arrives and ends it.
# ends: flooded, out-of-memory, forbidden
# limits: seconds=10 memory_mb=1024
print("x" * 100_000_000)
