# misconception: calculation-in-quotes
# fails: adds_all_three
# says: In quotes, Python repeats every character
# hint: Your sum stands in quotes, so it is text. Take the quotes away from the sum and leave them around the word.
print("Bikes in use in Washington, 1 January 2011")
print("midnight:", 16)
print("1 o'clock:", 40)
print("2 o'clock:", 32)
print("together:", "16 + 40 + 32")
