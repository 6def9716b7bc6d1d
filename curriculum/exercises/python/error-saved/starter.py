# How many degrees each one is off, on average, for the highest temperature of tomorrow.
guess_off = 2.36  # "tomorrow will be as warm as today"
model_off = 2.18  # a model that reads the date and today's weather
day = 200  # day of the year; 1 is the first of January

print("degrees off, guess and model:", guess_off, model_off)

# Make the four variables here: degrees, saved, city, week.


# When they are there, remove the # from the next line and look at them.
# round(saved, 2) shows two digits of a long fraction.
# print(city, round(degrees, 2), round(saved, 2), week)
