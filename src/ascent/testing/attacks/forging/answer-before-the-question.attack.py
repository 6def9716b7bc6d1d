# attack: It sends the first answer before it is asked.
# stopped-by: An answer is compared, whenever it came.
# ends: wrong, crashed, forbidden
# with: frames
reply(message({"value": 42}))
