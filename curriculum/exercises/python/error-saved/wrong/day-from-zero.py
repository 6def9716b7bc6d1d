# misconception: counting-from-one
# fails: week_of_year
# says: comes out one week late
# hint: Day 7 is the last day of week 0, but 7 // 7 is 1. Subtract 1 from the day before you divide.
guess_off = 2.36
model_off = 2.18
day = 200
degrees = guess_off - model_off
saved = 1 - model_off / guess_off
city = "Seattle"
week = day // 7
