# misconception: get-without-default
# fails: falls_back
# says: unless you give it a second argument
# hint: get(newcomer) finds nothing and returns None. Its second argument is what to return then.
typical = {"Adelie": 3701, "Chinstrap": 3733}
overall = 4202
species = "Chinstrap"
mass = 3250
newcomer = "Macaroni"
typical["Gentoo"] = 5076
guess = typical[species]
off_by = abs(mass - guess)
newcomer_guess = typical.get(newcomer)
