# attack: It answers with values and names of classes that are markup, for the check's message.
# stopped-by: Messages are shown as text.
# ends: wrong


def double(n):
    return type("<svg onload=alert('kind')>", (), {})() if n > 0 else "<script>alert('value')</script>"
