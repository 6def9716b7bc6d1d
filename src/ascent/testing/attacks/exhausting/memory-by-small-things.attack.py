# attack: It makes small objects for ever, each of them modest.
# stopped-by: Memory is limited.
# ends: out-of-memory, out-of-time
# limits: seconds=20
kept = []
while True:
    kept.append(bytearray(100_000))
