# attack: Its text is not UTF-8, and holds half of a surrogate pair and NUL.
# stopped-by: What is not text is malformed; what is gets shown escaped.
# ends: wrong, crashed
# with: frames
# checks: value


def describe(n):
    reply(crafted(None, text=b'{"$":"dict","v":[["value","\xff\xfe"]]}'))
    return {"name": "\udc80\x00", "even": "\ud800", "digits": []}
