# attack: It says that it drew what it did not draw, with values of odd types.
# stopped-by: What the process says of its figures is typed, and its labels are what it says.
# ends: wrong, crashed
# checks: drawn
# with: frames
growth = 1
print("Done.")
write(frame(b"r", message({"value": {"error": None, "cells": []}})))
reply(message({"value": [{"title": {"x": 1}, "axes": 3}]}))
