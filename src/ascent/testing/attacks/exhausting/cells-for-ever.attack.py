# attack: It announces ten thousand cells.
# stopped-by: There are as many cells as the job has.
# ends: forbidden
# with: frames
for number in range(10_000):
    write(frame(b"n", str(number).encode()))
