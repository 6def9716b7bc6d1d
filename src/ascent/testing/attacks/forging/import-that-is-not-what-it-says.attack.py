# attack: It puts objects of its own into sys.modules in place of what the host uses.
# stopped-by: The host answers for its own process only.
# ends: wrong, crashed
import sys


class Everything:
    def __getattr__(self, name):
        return lambda *args, **kwargs: b"{}"


for name in list(sys.modules):
    if "inside" in name:
        sys.modules[name] = Everything()
