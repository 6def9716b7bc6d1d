# attack: It forges what its cells showed: tables of odd counts, values that are objects.
# stopped-by: What a process says of its run is typed and counted.
# ends: crashed, wrong
# with: frames
table = {"rows": "many", "columns": -1, "names": 7, "kinds": [], "index": [], "cells": [[]], "gap_after": []}
reply(message({"value": {"error": {"type": 1}, "cells": [{"value": {}, "table": table, "figures": 3}]}}))
os._exit(0)
