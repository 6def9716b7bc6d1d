# attack: It says that the sandbox could not be set up, which would count as our fault.
# stopped-by: The worker hears that only before it has sent any learner code.
# ends: crashed, forbidden, wrong
# with: frames
write(frame(b"x", b"OSError: mount failed"))
