# attack: It makes calls that the filter has never heard of.
# stopped-by: What no list names does not exist.
# ends: wrong
# with: calls
# sees: refused not_yet_invented ENOSYS
# sees: refused statmount ENOSYS
# sees: refused fchmodat2 ENOSYS
# sees: refused landlock_create_ruleset ENOSYS
attempt("not_yet_invented", 0)
attempt("statmount", 0, 0, 0, 0)
attempt("fchmodat2", -100, b".", 0o777, 0)
attempt("landlock_create_ruleset", 0, 0, 1)
