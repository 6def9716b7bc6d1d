# attack: It sends frames of a kind that nobody knows, large ones, for ever.
# stopped-by: An unknown frame ends it, or its time does.
# ends: out-of-time, flooded, forbidden
# limits: seconds=0.5
# with: frames
while True:
    write(frame(b"~", bytes(1_000_000)))
