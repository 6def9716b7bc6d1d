# misconception: list-for-dictionary
# fails: distance_by_name
# says: has the distances without the names
# hint: Square brackets make a list. A dictionary needs curly ones and name: in front of the value.
fahrenheit = [62.96, 37.04, 26.96, 39.2, 60.98, 73.94, 28.4]
actual = 39
guesses = {"mean": 12, "same as yesterday": 4, "trees": 51}
celsius = [(f - 32) / 1.8 for f in fahrenheit]
frost = [c for c in celsius if c < 0]
off_by = [abs(guess - actual) for name, guess in guesses.items()]
