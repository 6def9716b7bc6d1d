# attack: It signals everybody: the worker, its parent, a neighbour, its group, all.
# stopped-by: The filter lets a process signal itself only, and others do not exist.
# ends: wrong
# with: bait
# sees: refused all PermissionError
# sees: refused neighbour PermissionError
# sees: refused worker PermissionError
# sees: refused parent
# sees: refused group
# sees: refused queue EPERM
# with: calls
import signal

attempt_ = attempt


def say(what, act, *arguments):
    try:
        act(*arguments)
        print("GOT", what)
    except Exception as error:
        print("refused", what, type(error).__name__)


say("all", os.kill, -1, 0)
say("all", os.kill, -1, signal.SIGKILL)
say("neighbour", os.kill, bait["victim"], signal.SIGKILL)
say("worker", os.kill, bait["worker"], 0)
say("parent", os.kill, os.getppid(), signal.SIGSTOP)
say("parent of parents", os.kill, 2, signal.SIGKILL)
say("group", os.killpg, 0, signal.SIGKILL)
say("group of the worker", os.killpg, bait["worker"], signal.SIGKILL)
for name, arguments in (("tkill", (bait["victim"], 9)), ("tgkill", (bait["victim"], bait["victim"], 9)),
                        ("rt_sigqueueinfo", (bait["victim"], 9, 0)), ("pidfd_open", (bait["victim"], 0))):
    print("refused queue" if call(name, *arguments) == "EPERM" else "GOT queue", "EPERM")
