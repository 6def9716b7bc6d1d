# attack: It lets a list grow for ever.
# stopped-by: Memory is limited.
# ends: out-of-memory
# limits: seconds=10
kept = [0]
while True:
    kept = kept * 2
