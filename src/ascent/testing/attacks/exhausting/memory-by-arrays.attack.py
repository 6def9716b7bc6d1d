# attack: It asks for an array of eight hundred gigabytes.
# stopped-by: Memory is limited.
# ends: out-of-memory
import numpy as np

np.ones(10**11)
