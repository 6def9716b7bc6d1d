# Temperature in degrees Fahrenheit at the hour of seven flights.
fahrenheit = [62.96, 37.04, 26.96, 39.2, 60.98, 73.94, 28.4]

# How late, in minutes, one flight was, and what three models had guessed.
actual = 39
guesses = {"mean": 12, "same as yesterday": 4, "trees": 51}

print("coldest and warmest in Fahrenheit:", min(fahrenheit), max(fahrenheit))

celsius = [(f - 32) / 1.8 for f in fahrenheit]
frost = [c for c in celsius if c < 0]
off_by = {name: abs(guess - actual) for name, guess in guesses.items()}

print("Celsius:", [round(c, 1) for c in celsius])
print("frost:", [round(c, 1) for c in frost])
print("off by:", off_by)
