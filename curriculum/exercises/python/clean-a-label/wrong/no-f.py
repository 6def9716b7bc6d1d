# misconception: f-string-without-f
# fails: fills_the_sentence
# says: the curly brackets stand in it as they are
# hint: Without an f before the quotes, {lived} is text like any other.
raw_class = "  3RD Class "
lived = 181
passengers = 709
ticket_class = raw_class.strip().lower()
column = ticket_class.replace(" ", "_")
line = "{ticket_class}: {lived} of {passengers} lived, {lived / passengers:.0%}"
