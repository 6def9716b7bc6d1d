# attack: It raises what usually ends a program: interrupts, exits, generator ends.
# stopped-by: Every exception of learner code is told as one.
# ends: wrong, crashed


def double(n):
    raise GeneratorExit if n > 0 else StopAsyncIteration
