# attack: It pins a neighbour to one core and takes real-time priority.
# stopped-by: The filter lets it pin itself only, and refuses priorities.
# ends: wrong
# with: bait
# sees: refused pin PermissionError
# sees: refused nice
# sees: refused real time PermissionError
import os

attempt("pin", os.sched_setaffinity, bait["victim"], {0})
attempt("nice", os.nice, -5)
attempt("real time", os.sched_setscheduler, 0, os.SCHED_FIFO, os.sched_param(50))
attempt("priority", os.setpriority, os.PRIO_PROCESS, bait["victim"], 19)
