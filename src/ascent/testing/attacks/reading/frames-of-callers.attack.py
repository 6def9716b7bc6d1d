# attack: It walks up the stack for checks, answers and random numbers to come.
# stopped-by: Nothing secret is in this process: the checks run in another.
# ends: wrong
import sys

frame = sys._getframe()
while frame:
    for name, value in {**frame.f_locals, **frame.f_globals}.items():
        if "expect" + ".number" in str(value)[:100_000] or type(value).__name__ == "Check":
            print("GOT", name, frame.f_code.co_name)
    frame = frame.f_back
