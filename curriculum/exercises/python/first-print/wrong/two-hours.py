# misconception: leaves-one-out
# fails: adds_all_three
# says: is the sum of two counts
# hint: Midnight is missing from your sum. Three hours are printed above, so three numbers belong in it.
print("Bikes in use in Washington, 1 January 2011")
print("midnight:", 16)
print("1 o'clock:", 40)
print("2 o'clock:", 32)
print("together:", 40 + 32)
