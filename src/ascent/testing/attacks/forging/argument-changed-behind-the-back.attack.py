# attack: It keeps the list that it is given, and changes it when it is read.
# stopped-by: What is read is compared as it is at that moment.
# ends: wrong
# checks: kept
import threading


def arrange(numbers):
    threading.Timer(0.01, numbers.clear).start()
    numbers.sort()
    numbers.append(99)
