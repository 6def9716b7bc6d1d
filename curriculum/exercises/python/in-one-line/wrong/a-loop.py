# misconception: loop-for-comprehension
# fails: in_one_line
# says: bring the loop into one pair of brackets
# hint: The values are right. Move what you append to the front, inside square brackets, and the for behind it.
fahrenheit = [62.96, 37.04, 26.96, 39.2, 60.98, 73.94, 28.4]
actual = 39
guesses = {"mean": 12, "same as yesterday": 4, "trees": 51}
celsius = []
for f in fahrenheit:
    celsius.append((f - 32) / 1.8)
frost = [c for c in celsius if c < 0]
off_by = {name: abs(guess - actual) for name, guess in guesses.items()}
