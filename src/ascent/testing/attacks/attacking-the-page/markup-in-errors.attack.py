# attack: It raises an exception whose class, text and source line are markup.
# stopped-by: Tracebacks and messages are shown as text.
# ends: crashed
name = "<script>alert('class')</script>"
raise type(name, (Exception,), {})("<img src=x onerror=alert('text')>")  # <script>alert('line')</script>
