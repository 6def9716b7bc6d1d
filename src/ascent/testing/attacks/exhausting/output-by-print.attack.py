# attack: It prints for ever.
# stopped-by: The worker counts what arrives and ends it.
# ends: flooded
while True:
    print("x" * 1000)
