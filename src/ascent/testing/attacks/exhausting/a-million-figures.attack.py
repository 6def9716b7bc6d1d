# attack: It draws thousands of figures, and enormous ones.
# stopped-by: Only so many are looked at, and pictures have a largest size.
# ends: wrong, out-of-time, out-of-memory
# limits: seconds=5 memory_mb=512
import matplotlib.pyplot as plt

for _ in range(30):
    plt.figure(figsize=(4000, 4000), dpi=300)
