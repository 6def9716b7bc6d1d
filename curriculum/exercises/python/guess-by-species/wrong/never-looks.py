# misconception: default-for-all
# fails: falls_back
# says: even for a species that typical knows
# hint: You set newcomer_guess to overall without asking typical. get does both: it looks up, and falls back.
typical = {"Adelie": 3701, "Chinstrap": 3733}
overall = 4202
species = "Chinstrap"
mass = 3250
newcomer = "Macaroni"
typical["Gentoo"] = 5076
guess = typical[species]
off_by = abs(mass - guess)
newcomer_guess = overall
