# attack: It prints terminal codes: colours, titles, links, a bell, a cleared screen.
# stopped-by: A page obeys none of them, and what no page can hold is taken out.
# ends: wrong
print("\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]8;;http://evil.example/\x07link\x1b]8;;\x07 \x1b[2J\x1b[H \x07\x08\x7f\x9b31m")
print("over\rwritten \x00 nul \x0b \x0c \ufeff")
