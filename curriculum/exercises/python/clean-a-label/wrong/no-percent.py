# misconception: share-without-form
# fails: fills_the_sentence
# says: As a percentage it has the form
# hint: The share is printed as a long fraction. Put :.0% behind it, inside the curly brackets.
raw_class = "  3RD Class "
lived = 181
passengers = 709
ticket_class = raw_class.strip().lower()
column = ticket_class.replace(" ", "_")
line = f"{ticket_class}: {lived} of {passengers} lived, {lived / passengers}"
