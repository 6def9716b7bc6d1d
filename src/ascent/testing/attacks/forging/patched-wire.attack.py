# attack: It replaces the encoder and decoder in its own process.
# stopped-by: What they write is an answer, and the checker reads it with its own.
# ends: wrong, crashed
import sys

for name, module in list(sys.modules.items()):
    if name.endswith((".wire", ".frames", ".tables")):
        for key in ("dumps", "loads"):
            if hasattr(module, key):
                setattr(module, key, lambda *args, **kwargs: b"passed")


def double(n):
    return n
