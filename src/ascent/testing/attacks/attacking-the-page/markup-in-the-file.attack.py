# attack: Its own text closes whatever a page may hold it in.
# stopped-by: The file is shown as text, in the editor as elsewhere.
# ends: wrong
text = """</textarea></script></style></template>--><script>alert('file')</script><img src=x onerror=alert('file')>
{% endverbatim %}{{ settings.SECRET_KEY }}`${alert('file')}`"""
print(text)
