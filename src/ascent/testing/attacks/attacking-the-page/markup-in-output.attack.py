# attack: It prints markup, scripts and handlers.
# stopped-by: Printed text is shown as text.
# ends: wrong
print("<script>alert('printed')</script><img src=x onerror=alert('printed')>")
print("</pre></div></main><iframe srcdoc='<script>alert(1)</script>'>{{ 7 * 7 }}{% load x %}&lt;b&gt;")
