# misconception: filters-the-wrong-list
# fails: only_frost
# says: In Fahrenheit, water freezes at 32
# hint: Your second comprehension goes through fahrenheit. 0 degrees Celsius is 32 there, so go through celsius.
fahrenheit = [62.96, 37.04, 26.96, 39.2, 60.98, 73.94, 28.4]
actual = 39
guesses = {"mean": 12, "same as yesterday": 4, "trees": 51}
celsius = [(f - 32) / 1.8 for f in fahrenheit]
frost = [f for f in fahrenheit if f < 0]
off_by = {name: abs(guess - actual) for name, guess in guesses.items()}
