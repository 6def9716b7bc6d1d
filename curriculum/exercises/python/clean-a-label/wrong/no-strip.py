# misconception: forgets-the-spaces
# fails: cleans_the_label
# says: there are spaces at its ends
# hint: lower changes letters only. strip takes the spaces off both ends.
raw_class = "  3RD Class "
lived = 181
passengers = 709
ticket_class = raw_class.lower()
column = ticket_class.replace(" ", "_")
line = f"{ticket_class}: {lived} of {passengers} lived, {lived / passengers:.0%}"
