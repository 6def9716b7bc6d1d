# attack: It says while it is asked that the sandbox could not be set up.
# stopped-by: The worker hears that only before it has sent any learner code.
# ends: crashed, forbidden, wrong
# with: frames


def double(n):
    write(frame(b"x", b"OSError: mount failed"))
    os._exit(0)
