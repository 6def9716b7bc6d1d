# misconception: error-keeps-its-sign
# fails: distance
# says: A distance is never below 0
# hint: mass - guess is below 0 when the guess is too high. abs around it takes the sign away.
typical = {"Adelie": 3701, "Chinstrap": 3733}
overall = 4202
species = "Chinstrap"
mass = 3250
newcomer = "Macaroni"
typical["Gentoo"] = 5076
guess = typical[species]
off_by = mass - guess
newcomer_guess = typical.get(newcomer, overall)
