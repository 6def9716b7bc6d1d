# attack: It starts processes by every function that Python has for it.
# stopped-by: The filter allows threads and no processes, and no other program.
# ends: wrong
# with: bait
# sees: refused fork
# sees: refused posix_spawn
# sees: refused subprocess
# sees: refused execv
# sees: refused multiprocessing
# sees: refused pool
# sees: refused pty
import concurrent.futures
import multiprocessing
import os
import pty
import subprocess
import sys

attempt("fork", os.fork)
attempt("forkpty", os.forkpty)
attempt("posix_spawn", os.posix_spawn, sys.executable, [sys.executable, "-c", ""], {})
attempt("posix_spawnp", os.posix_spawnp, "true", ["true"], {})
attempt("subprocess", subprocess.run, ["true"])
attempt("subprocess by a shell", lambda: subprocess.check_output("id", shell=True))
attempt("execv", os.execv, sys.executable, ["python", "-c", "print('GOT a program')"])
attempt("execve", os.execve, "/bin/sh", ["sh", "-c", "echo GOT"], {})
attempt("pip", lambda: subprocess.check_call([sys.executable, "-m", "pip", "--version"]))
attempt("multiprocessing", lambda: multiprocessing.get_context("fork").Process(target=print).start())
attempt("spawn", lambda: multiprocessing.get_context("spawn").Process(target=print).start())
attempt("pool", lambda: concurrent.futures.ProcessPoolExecutor(1).submit(abs, -1).result(1))
attempt("pty", lambda: pty.spawn("true"))
if os.system("true") == 0:
    print("GOT a shell")
