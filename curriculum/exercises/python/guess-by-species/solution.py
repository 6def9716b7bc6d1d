# Typical body mass in grams.
typical = {"Adelie": 3701, "Chinstrap": 3733}
overall = 4202  # the typical mass of all penguins together

# A penguin whose species is known, and its mass on the scale.
species = "Chinstrap"
mass = 3250
# A penguin of a species that nobody on these islands has weighed.
newcomer = "Macaroni"

print("species with a typical mass:", list(typical))

typical["Gentoo"] = 5076
guess = typical[species]
off_by = abs(mass - guess)
newcomer_guess = typical.get(newcomer, overall)

print("guess:", guess, "- off by", off_by, "- newcomer:", newcomer_guess)
