# attack: It raises a number to a power for which no time is enough.
# stopped-by: The clock is outside.
# ends: out-of-time, out-of-memory
# limits: seconds=0.3
9 ** (10**8)
