raw_class = "  3RD Class "
lived = 181
passengers = 709

print("as typed: [" + raw_class + "]")
print("share that lived:", lived / passengers)

ticket_class = raw_class.strip().lower()
column = ticket_class.replace(" ", "_")
line = f"{ticket_class}: {lived} of {passengers} lived, {lived / passengers:.0%}"

print(column, "-", line)
