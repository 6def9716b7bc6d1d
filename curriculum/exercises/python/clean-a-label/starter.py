raw_class = "  3RD Class "
lived = 181
passengers = 709

print("as typed: [" + raw_class + "]")
print("share that lived:", lived / passengers)

# Make ticket_class, column and line here.


# Then remove the # from the next line.
# print(column, "-", line)
