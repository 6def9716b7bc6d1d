# Temperature in degrees Fahrenheit at the hour of seven flights.
fahrenheit = [62.96, 37.04, 26.96, 39.2, 60.98, 73.94, 28.4]

# How late, in minutes, one flight was, and what three models had guessed.
actual = 39
guesses = {"mean": 12, "same as yesterday": 4, "trees": 51}

print("coldest and warmest in Fahrenheit:", min(fahrenheit), max(fahrenheit))

# The same as a loop over several lines, for comparison. Yours fit in one line each.
rounded = []
for f in fahrenheit:
    rounded.append(round(f))
print("rounded:", rounded)

# Make celsius, frost and off_by here.


# Then remove the # from the next lines. Fractions are rounded to read better.
# print("Celsius:", [round(c, 1) for c in celsius])
# print("frost:", [round(c, 1) for c in frost])
# print("off by:", off_by)
