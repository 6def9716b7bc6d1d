# misconception: error-keeps-its-sign
# fails: distance_by_name
# says: A distance has no sign
# hint: guess - actual is below 0 when the guess is too low. abs takes the sign away.
fahrenheit = [62.96, 37.04, 26.96, 39.2, 60.98, 73.94, 28.4]
actual = 39
guesses = {"mean": 12, "same as yesterday": 4, "trees": 51}
celsius = [(f - 32) / 1.8 for f in fahrenheit]
frost = [c for c in celsius if c < 0]
off_by = {name: guess - actual for name, guess in guesses.items()}
