"""Grades the files of many people at once, with the graders that the pages use.

`handins` finds the files, `kept` remembers verdicts by content, `grading` runs what is new, and
`sheet` says the result as rows. Nothing here reads or writes anybody's record.
"""
