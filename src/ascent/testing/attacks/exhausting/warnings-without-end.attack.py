# attack: It warns in a loop, in other words each time.
# stopped-by: Warnings are printed text and count as such.
# ends: flooded
import warnings

n = 0
while True:
    n += 1
    warnings.warn(f"warning {n} " + "x" * 500)
