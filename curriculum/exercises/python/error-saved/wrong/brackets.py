# misconception: brackets-change-the-order
# fails: share_saved
# says: divides the whole of 1 - model_off
# hint: With brackets, 1 - model_off is worked out first. Without them the division goes first, as the task says.
guess_off = 2.36
model_off = 2.18
day = 200
degrees = guess_off - model_off
saved = (1 - model_off) / guess_off
city = "Seattle"
week = (day - 1) // 7
