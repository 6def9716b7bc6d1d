"""Write code, run it, have it checked: what exercises and projects share."""
