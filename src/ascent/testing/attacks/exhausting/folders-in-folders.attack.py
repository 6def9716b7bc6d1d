# attack: It nests folders so deep that no path reaches them.
# stopped-by: The folder disappears with the process, or is removed without recursion.
# ends: wrong, crashed
import os

for n in range(1500):
    os.mkdir("f")
    os.chdir("f")
