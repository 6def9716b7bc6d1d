# attack: It makes a hundred thousand files.
# stopped-by: A folder has a largest number of them.
# ends: crashed
# unless-limited: The folder is on disk there, and only the size of single files is limited.
# limits: seconds=10
for n in range(100_000):
    open(f"{n}", "w").close()
print("GOT", n)
