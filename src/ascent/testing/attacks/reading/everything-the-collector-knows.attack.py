# attack: It asks the garbage collector for every object and looks for checks.
# stopped-by: Nothing secret is in this process, and nothing was in the one it was cloned from.
# ends: wrong
# limits: seconds=10
import gc

for one in gc.get_objects():
    if type(one) is dict and "doubles" in one and "negative" in one:
        print("GOT", list(one)[:5])
    elif type(one).__name__ in ("Check", "Checker", "Verdict", "Data"):
        print("GOT", type(one))
