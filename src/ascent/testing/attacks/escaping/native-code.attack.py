# attack: It loads machine code of its own, past Python, and calls the kernel from there.
# stopped-by: The filter sees every call, whatever code makes it.
# ends: wrong
# sees: refused 1
# machine: x86_64
import ctypes
import mmap

# mov eax, 57 (fork); syscall; ret
memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
memory.write(b"\xb8\x39\x00\x00\x00\x0f\x05\xc3")
act = ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))
result = act()
if result == 0:
    import os

    os._exit(0)
print("GOT a process" if result > 0 else f"refused {-result}")
