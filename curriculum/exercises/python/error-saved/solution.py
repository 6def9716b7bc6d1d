# How many degrees each one is off, on average, for the highest temperature of tomorrow.
guess_off = 2.36  # "tomorrow will be as warm as today"
model_off = 2.18  # a model that reads the date and today's weather
day = 200  # day of the year; 1 is the first of January

print("degrees off, guess and model:", guess_off, model_off)

degrees = guess_off - model_off
saved = 1 - model_off / guess_off
city = "Seattle"
week = (day - 1) // 7

print(city, round(degrees, 2), round(saved, 2), week)
