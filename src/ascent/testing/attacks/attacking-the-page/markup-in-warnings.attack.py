# attack: It warns in markup, on standard error and past Python.
# stopped-by: Printed text is shown as text.
# ends: wrong
import os
import sys
import warnings

warnings.warn("<script>alert('warned')</script>")
print("<script>alert('error')</script>", file=sys.stderr)
os.write(2, b"<script>alert('native')</script>\n")
