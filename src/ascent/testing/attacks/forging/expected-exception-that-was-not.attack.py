# attack: It forges exactly the exception that is expected, and nothing else.
# stopped-by: That is an answer like any other; the next check finds that nobody is there.
# ends: crashed
# points: 1
# checks: raises
# with: frames


def root(x):
    about = {"type": "ValueError", "bases": ["ValueError", "Exception"], "text": "", "traceback": ""}
    reply(message({"raised": about}))
    os._exit(0)
