# attack: It looks for the text of the checks where Python keeps lines for tracebacks.
# stopped-by: Nothing of the checks was ever loaded here.
# ends: wrong
import linecache
import sys

for name, entry in linecache.cache.items():
    if "expect" + ".number" in str(entry):
        print("GOT", name)
for path in list(sys.path_importer_cache) + sys.path:
    if "ascent/testing" in path or "exercises" in path:
        print("GOT", path)
