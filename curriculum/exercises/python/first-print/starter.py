# Python goes through these lines from top to bottom.
# A line that begins with # is a note for people. Python skips it.

print("Bikes in use in Washington, 1 January 2011")
print("midnight:", 16)
print("1 o'clock:", 40)
print("2 o'clock:", 32)

# Write your line under this one.
