# misconception: typed-result
# fails: python_adds
# says: still prints the old sum
# hint: You worked the sum out yourself and typed it. Type the three counts with + between them, so that Python adds.
print("Bikes in use in Washington, 1 January 2011")
print("midnight:", 16)
print("1 o'clock:", 40)
print("2 o'clock:", 32)
print("together:", 88)
