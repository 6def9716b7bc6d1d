# attack: It ends with every status there is, to look like a process that got lost.
# stopped-by: An exit status says nothing that would be excused.
# ends: crashed, out-of-memory, forbidden, out-of-time
import os


def double(n):
    os._exit(1000 % 256)
