# attack: It gives every thread a stack of a quarter of a gigabyte and uses it.
# stopped-by: The address space is limited.
# ends: crashed, out-of-memory, forbidden
# limits: seconds=10
import threading

threading.stack_size(1 << 28)
kept = [threading.Thread(target=threading.Event().wait, daemon=True) for _ in range(50)]
for one in kept:
    one.start()
print("GOT fifty stacks")
