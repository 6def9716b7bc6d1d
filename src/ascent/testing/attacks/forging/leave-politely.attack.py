# attack: It leaves with status 0 before the checks begin.
# stopped-by: A missing answer is never a pass.
# ends: crashed
# says: left the program
import sys

sys.exit(0)
