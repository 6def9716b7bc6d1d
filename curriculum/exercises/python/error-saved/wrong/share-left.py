# misconception: share-left-for-share-saved
# fails: share_saved
# says: is the share of the error that is left
# hint: model_off / guess_off is what remains of the error. What was saved is 1 minus that.
guess_off = 2.36
model_off = 2.18
day = 200
degrees = guess_off - model_off
saved = model_off / guess_off
city = "Seattle"
week = (day - 1) // 7
