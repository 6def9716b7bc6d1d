# attack: It ends its process with status 0 before the checks begin.
# stopped-by: A missing answer is never a pass, and an exit status says nothing.
# ends: crashed
import os

os._exit(0)
