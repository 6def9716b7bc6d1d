# attack: It writes one file for ever.
# stopped-by: A file has a largest size.
# ends: crashed
# limits: seconds=10
with open("big", "wb") as file:
    for n in range(1000):
        file.write(bytes(1_000_000))
print("GOT a gigabyte")
