# attack: It loops inside C: a regular expression, a power, a sort.
# stopped-by: The clock is outside.
# ends: out-of-time
# limits: seconds=0.3
import re

re.match(r"(a+)+$", "a" * 60 + "b")
