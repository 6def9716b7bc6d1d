# misconception: typed-key
# fails: looks_the_species_up
# says: is the mass of another species
# hint: "Chinstrap" in quotes always asks for this one. The name species asks for the penguin in front of you.
typical = {"Adelie": 3701, "Chinstrap": 3733}
overall = 4202
species = "Chinstrap"
mass = 3250
newcomer = "Macaroni"
typical["Gentoo"] = 5076
guess = typical["Chinstrap"]
off_by = abs(mass - guess)
newcomer_guess = typical.get(newcomer, overall)
