"""The short list of HTML and MathML that rendered text may hold; the rest is dropped."""

import nh3

MATHML = {
    "math", "menclose", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom",
    "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup",
    "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
}  # fmt: skip

TAGS = MATHML | {
    "a", "aside", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "span", "strong", "sub", "sup", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip

MATHML_ATTRIBUTES = {
    "accent", "accentunder", "columnalign", "columnlines", "columnspacing", "display",
    "displaystyle", "fence", "form", "height", "depth", "largeop", "linethickness", "lspace",
    "mathvariant", "maxsize", "minsize", "movablelimits", "notation", "rowalign", "rowlines",
    "rowspacing", "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width",
}  # fmt: skip

ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "div": {"tabindex"},
    "pre": {"tabindex"},
    **dict.fromkeys(MATHML, MATHML_ATTRIBUTES),
}

#: Classes of Pygments that our style sheets colour, as short as it writes them.
PYGMENTS = {
    "bp", "c", "c1", "ch", "cm", "cp", "cpf", "cs", "err", "fm", "g", "gd", "ge", "gh", "gi",
    "go", "gp", "gr", "gs", "gt", "gu", "il", "k", "kc", "kd", "kn", "kp", "kr", "kt", "l",
    "ld", "m", "mb", "mf", "mh", "mi", "mo", "n", "na", "nb", "nc", "nd", "ne", "nf", "ni",
    "nl", "nn", "no", "nt", "nv", "nx", "o", "ow", "p", "pm", "py", "s", "s1", "s2", "sa",
    "sb", "sc", "sd", "se", "sh", "si", "sr", "ss", "sx", "vc", "vg", "vi", "vm", "w",
}  # fmt: skip

CLASSES = {
    "aside": {"margin-note"},
    "div": {"table-scroll", "maths-block"},
    "pre": {"code"},
    "span": PYGMENTS,
    "td": {"num", "text-center"},
    "th": {"num", "text-center"},
}


def sanitise(html: str) -> str:
    """``html`` with everything dropped that is not on the list: tags, attributes, classes, URLs.

    Links may lead to http, https, mailto or a place on this site; they leave no referrer.
    """
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        clean_content_tags={"script", "style"},
    )
