# attack: It writes through memory that it may share with the process it was cloned from.
# stopped-by: Every page is copied when it is written, and shared mappings are read-only files.
# ends: wrong
shared = []
for line in open("/proc/self/maps"):
    rights = line.split()[1]
    if "w" in rights and "s" in rights:
        print("GOT", line.strip())
