# attack: It prints marks that turn the direction of everything after them.
# stopped-by: Marks of direction are shown, or end where its text ends.
# ends: wrong
print("\u202e\u2066\u202d passed \u2028\u2029 \u200b\u200d" + "\u0300" * 200)
