# misconception: typed-result
# fails: nearer_by
# says: stays at
# hint: You typed the result. Write the calculation with the names guess_off and model_off, so that it follows them.
guess_off = 2.36
model_off = 2.18
day = 200
degrees = 0.17
saved = 0.072
city = "Seattle"
week = 28
