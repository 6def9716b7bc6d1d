# attack: It crashes the interpreter in six ways, of which one suffices.
# stopped-by: The process ends alone.
# ends: crashed
# says: SIGSEGV
import ctypes

ctypes.string_at(0)
