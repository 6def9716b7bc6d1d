# misconception: division-goes-first
# fails: all_in_celsius
# says: Brackets around f - 32 change that
# hint: f - 32 / 1.8 subtracts 17.8. The task divides the whole difference, so brackets go around f - 32.
fahrenheit = [62.96, 37.04, 26.96, 39.2, 60.98, 73.94, 28.4]
actual = 39
guesses = {"mean": 12, "same as yesterday": 4, "trees": 51}
celsius = [f - 32 / 1.8 for f in fahrenheit]
frost = [c for c in celsius if c < 0]
off_by = {name: abs(guess - actual) for name, guess in guesses.items()}
