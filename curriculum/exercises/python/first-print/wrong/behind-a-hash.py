# misconception: code-in-a-comment
# fails: prints_together
# says: stands behind a #
# hint: A line that begins with # is a note. Python skips it, so nothing is printed. Remove the #.
print("Bikes in use in Washington, 1 January 2011")
print("midnight:", 16)
print("1 o'clock:", 40)
print("2 o'clock:", 32)
# print("together:", 16 + 40 + 32)
