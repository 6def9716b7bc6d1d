# misconception: subtraction-order
# fails: nearer_by
# says: comes out below 0
# hint: You subtract the larger error from the smaller one. Turn the two names round.
guess_off = 2.36
model_off = 2.18
day = 200
degrees = model_off - guess_off
saved = 1 - model_off / guess_off
city = "Seattle"
week = (day - 1) // 7
