# misconception: replace-for-strip
# fails: cleans_the_label
# says: the space between the words is gone too
# hint: replace(" ", "") takes out every space. strip takes only those at the ends.
raw_class = "  3RD Class "
lived = 181
passengers = 709
ticket_class = raw_class.replace(" ", "").lower()
column = ticket_class
line = f"{ticket_class}: {lived} of {passengers} lived, {lived / passengers:.0%}"
