# attack: It sends a forged answer and dies in the same moment.
# stopped-by: The answer is compared; the death is seen at the next question.
# ends: wrong
# with: frames


def double(n):
    reply(message({"value": 42}))
    os._exit(0)
