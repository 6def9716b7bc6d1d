# attack: It answers with a forged exception whose parts are of the wrong types.
# stopped-by: What is told of an exception is made into text, and an exception is no pass.
# ends: wrong, crashed
# with: frames


def double(n):
    about = {"type": ["passed"], "bases": 7, "text": {"a": 1}, "traceback": None, "line": "x"}
    reply(message({"raised": about}))
    os._exit(0)
