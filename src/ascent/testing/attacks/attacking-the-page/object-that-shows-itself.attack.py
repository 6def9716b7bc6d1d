# attack: Its value knows how to show itself as HTML, SVG and JavaScript.
# stopped-by: Only its plain text is asked for.
# ends: wrong


class Shown:
    def _repr_html_(self):
        return "<script>alert('shown')</script>"

    _repr_svg_ = _repr_javascript_ = _repr_markdown_ = _repr_html_

    def _repr_mimebundle_(self, **kwargs):
        return {"text/html": self._repr_html_()}

    def __repr__(self):
        return "<script>alert('repr')</script>"


print(Shown())
Shown()
