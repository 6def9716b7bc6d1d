# attack: It answers with handles that it never handed out.
# stopped-by: A handle is no value and cannot be compared.
# ends: wrong, crashed
# with: frames


def double(n):
    reply(message({"handle": 2**40, "type": "int"}))
    os._exit(0)
