# attack: It writes one key twice, for parsers that disagree about which counts.
# stopped-by: There is one parser, and it refuses the message or compares its value.
# ends: wrong, crashed
# with: frames
# checks: once


def double(n):
    once(crafted(None, text=b'{"$":"dict","$":"tuple","v":[["value",1]],"v":[1]}'))()
