# attack: It ends its process with status 0 while it is asked.
# stopped-by: A missing answer is never a pass.
# ends: crashed
import os


def double(n):
    os._exit(0)
