# misconception: text-changes-in-place
# fails: cleans_the_label
# says: leaves its text as it was
# hint: raw_class.strip() returns a new text and does not touch raw_class. Store the result under a name.
raw_class = "  3RD Class "
lived = 181
passengers = 709
raw_class.strip()
raw_class.lower()
ticket_class = raw_class
column = ticket_class.replace(" ", "_")
line = f"{ticket_class}: {lived} of {passengers} lived, {lived / passengers:.0%}"
