# attack: It answers with a list that contains itself.
# stopped-by: What is nested too deeply does not travel.
# ends: wrong


def double(n):
    around = []
    around.append(around)
    return {"a": around}
