# misconception: overwrites-the-dictionary
# fails: three_species
# says: has lost its other species
# hint: typical = {...} makes a new dictionary and drops the old one. typical["Gentoo"] = 5076 adds one key.
typical = {"Adelie": 3701, "Chinstrap": 3733}
overall = 4202
species = "Chinstrap"
mass = 3250
newcomer = "Macaroni"
known = typical
typical = {"Gentoo": 5076}
guess = known[species]
off_by = abs(mass - guess)
newcomer_guess = known.get(newcomer, overall)
