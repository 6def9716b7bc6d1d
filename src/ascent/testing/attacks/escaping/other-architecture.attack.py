# attack: It makes system calls of 32-bit programs, by machine code with int 0x80.
# stopped-by: A call of another architecture ends the process.
# ends: forbidden
# machine: x86_64
import ctypes
import mmap

code = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"  # mov eax, 20 (getpid); int 0x80; ret
memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
memory.write(code)
act = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))
print("GOT", act())
