# attack: It sends empty text for ever, which no counter sees.
# stopped-by: Sending takes time, and time counts.
# ends: out-of-time, flooded, forbidden
# limits: seconds=0.5
# with: frames
while True:
    write(frame(b"o", b"") * 1000)
