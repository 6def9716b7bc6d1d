"""What a participant of the study agrees to. Changing a word of it changes `VERSION`."""

VERSION = "2026-11"

TEXT = """\
This is a study kit. It asks whether people can do unaided, a month later, what they practised
with Ascent. That is not yet shown on people. Joining is your choice, and you can leave at any
time with `ascent study leave`, which deletes what is listed here.

What you would do
  1. Before you go on: a test of up to 12 questions in this terminal, about 15 minutes. You are
     not told which answers are right.
  2. Your loop, as you would do it anyway.
  3. Thirty days after your project ends: one programming task that you have not seen, alone, with
     a time limit, handed in once; then a second test like the first.

What is measured and kept on this machine, in {folder}
  - for each question: right, not right, or "I do not know", and the seconds. Not what you wrote.
  - for the task: whether it passed, its points, the minutes, and whether you took help.
  - a random code in the place of your name, the day you joined, your interest, and the versions
    of Ascent and of its pack.
  - from what Ascent keeps anyway: about how many minutes and pieces of evidence the loop took.

What happens with it
  - Nothing is sent anywhere. Ascent has no address to send it to.
  - `ascent study export FILE` shows you a file with these numbers before it writes it. It holds no
    name, no code, no text of yours, and no times of day. You decide whether to give it to anybody.
    Once you have given it away, only the person who has it can delete it.
  - In a small group, whoever knows you may still guess which file is yours.

The tests and the task cost time and may feel unpleasant: they are made so that nobody gets all of
it right. They change nothing in what Ascent thinks of you, except that the task you hand in counts
as an attempt like any other.
"""
