"""Texts that would run as a program wherever a page took them for more than text.

Each calls ``pwned(number)`` if it gets anywhere, or leaves an element with the attribute ``pwn``.
``CALL`` stands for the call in what is written here.
"""

from collections.abc import Iterator, Sequence
from itertools import product

CALL = "CALL"
MARK = "pwn"
"""The attribute (and the beginning of every id) of whatever a payload would make."""
FUNCTION = "pwned"

_ELEMENTS = (
    "<script pwn>CALL</script>",
    "<script pwn src=data:text/javascript,CALL></script>",
    '<script pwn type=module>import "data:text/javascript,CALL"</script>',
    "<scr<script pwn>ipt>CALL</scr</script>ipt>",
    "<SCRIPT pwn>CALL</SCRIPT >",
    "<script\x0cpwn>CALL</script\t\n bar>",
    "<script pwn/x>CALL<!-- --></script>",
    "<img pwn src=x onerror=CALL>",
    "<img pwn src=x: onerror=CALL//",
    "<img pwn src='data:image/svg+xml,<svg/onload=CALL>'>",
    '<img pwn srcset="x 1x" onerror="CALL">',
    '<img/pwn/src="x"/onerror="CALL">',
    "<IMG PWN SRC=x oNeRrOr=CALL>",
    "<img pwn src=`x` onerror=CALL>",
    "<image pwn href=x onerror=CALL>",
    "<picture pwn><source srcset=x><img pwn src=x onerror=CALL></picture>",
    "<svg pwn onload=CALL>",
    "<svg pwn><script>CALL</script></svg>",
    "<svg pwn><animate onbegin=CALL attributeName=x dur=1s>",
    "<svg pwn><set onbegin=CALL attributename=x>",
    '<svg pwn><a xlink:href="javascript:CALL"><text y=20>意见</text></a></svg>',
    "<svg pwn><foreignObject><iframe pwn srcdoc='<script>parent.CALL</script>'></svg>",
    "<svg pwn><use href='data:image/svg+xml,<svg id=x><script>CALL</script></svg>#x'>",
    "<svg pwn><style><img src=x onerror=CALL></style>",
    "<math pwn><mtext><table><mglyph><style><img pwn src=x onerror=CALL>",
    "<math pwn href='javascript:CALL'>意见</math>",
    "<math pwn><annotation-xml encoding=text/html><img pwn src=x onerror=CALL>",
    "<iframe pwn srcdoc='<script>parent.CALL</script>'></iframe>",
    "<iframe pwn src=javascript:parent.CALL></iframe>",
    "<iframe pwn onload=CALL></iframe>",
    "<object pwn data=javascript:CALL></object>",
    "<object pwn data='data:text/html,<script>CALL</script>'></object>",
    "<embed pwn src=javascript:CALL>",
    "<embed pwn src='data:image/svg+xml,<svg onload=CALL>'>",
    "<video pwn><source onerror=CALL></video>",
    "<video pwn src=x onerror=CALL autoplay></video>",
    "<audio pwn src=x onerror=CALL></audio>",
    "<body pwn onload=CALL onpageshow=CALL>",
    "<details pwn open ontoggle=CALL>",
    "<input pwn autofocus onfocus=CALL>",
    "<select pwn autofocus onfocus=CALL></select>",
    "<textarea pwn autofocus onfocus=CALL></textarea>",
    "<keygen pwn autofocus onfocus=CALL>",
    "<button pwn form=f formaction=javascript:CALL>确定</button>",
    "<form pwn action=javascript:CALL><input pwn type=submit></form>",
    "<isindex pwn type=image src=1 onerror=CALL>",
    "<marquee pwn onstart=CALL>意见</marquee>",
    "<div pwn style=animation-name:x onanimationstart=CALL>",
    "<div pwn tabindex=1 autofocus onfocusin=CALL>",
    "<div pwn onpointerover=CALL onmouseover=CALL>意见</div>",
    "<p pwn contenteditable oninput=CALL>意见</p>",
    "<x pwn onclick=CALL>意见</x>",
    "<custom-element pwn is=x onconnected=CALL>",
    "<template pwn><img src=x onerror=CALL></template>",
    "<template pwn shadowrootmode=open><script>CALL</script></template>",
    "<dialog pwn open oncancel=CALL><button autofocus onfocus=CALL></dialog>",
    "<meta pwn http-equiv=refresh content='0;url=javascript:CALL'>",
    "<meta pwn http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">",
    "<base pwn href=javascript:/a/-CALL//>",
    "<link pwn rel=stylesheet href='data:text/css,*{x:expression(CALL)}'>",
    "<link pwn rel=import href='data:text/html,<script>CALL</script>'>",
    "<link pwn rel=modulepreload href=data:text/javascript,CALL onload=CALL>",
    "<style pwn>@import 'javascript:CALL';</style>",
    "<style pwn onload=CALL></style>",
    "<frameset pwn onload=CALL><frame src=javascript:CALL></frameset>",
    "<applet pwn code=CALL></applet>",
    "<noscript><p title='</noscript><img pwn src=x onerror=CALL>'>",
    "<table pwn background=javascript:CALL><td background=javascript:CALL>",
    "<bgsound pwn src=javascript:CALL>",
    "<portal pwn src=javascript:CALL onload=CALL>",
    "<fencedframe pwn src=javascript:CALL>",
    "<search pwn><img pwn src=x onerror=CALL></search>",
    "<menu pwn id=x contextmenu=x onshow=CALL>右键</menu>",
    "<a pwn href=javascript:CALL>看这里</a>",
    "<a pwn href='data:text/html,<script>CALL</script>'>看这里</a>",
    "<a pwn href=vbscript:CALL>看这里</a>",
    "<a pwn ping=javascript:CALL href=/>看这里</a>",
    "<area pwn href=javascript:CALL>",
)
_BREAKERS = (
    '"',
    "'",
    "`",
    '">',
    "'>",
    "-->",
    "]]>",
    "</script>",
    "</textarea>",
    "</title>",
    "</style>",
    "</noscript>",
    "</option></select>",
    "</svg>",
    '"}</script>',
    "\\u0022></script>",
)
_BODIES = (
    "<img pwn src=x onerror=CALL>",
    "<svg/pwn/onload=CALL>",
    " onfocus=CALL autofocus pwn=",
    " onpointerenter=CALL style=position:fixed;inset:0 pwn ",
    "<script pwn>CALL</script>",
)
_ADDRESSES = (
    "javascript:CALL",
    "JaVaScRiPt:CALL",
    " javascript:CALL",
    "java\tscript:CALL",
    "java\nscript:CALL",
    "\x01javascript:CALL",
    "javascript&colon;CALL",
    "javascript&#58;CALL",
    "javascript://x/%0aCALL",
    "javascript:/*--></title></style></textarea></script><svg/pwn onload='+/\"/+CALL//'>",
    "jar:javascript:CALL!/",
    "view-source:javascript:CALL",
    "data:text/html,<script>CALL</script>",
    "data:text/html;base64,PHNjcmlwdD5wd25lZCgwKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='CALL'/>",
    "data:text/javascript,CALL",
    "vbscript:CALL",
    "blob:null/CALL",
    "//127.0.0.1:9/pwn",
    "/\\127.0.0.1:9/pwn",
    "\\\\127.0.0.1\\pwn",
    "http://[",
    "%",
    "%0d%0aContent-Type: text/html%0d%0a%0d%0a<script>CALL</script>",
    "..%2f..%2f..%2fetc%2fpasswd",
    "../../../me",
    "?goes_to=javascript:CALL#<img pwn src=x onerror=CALL>",
)
_TEMPLATES = (
    "{{7*7}}",
    "{{constructor.constructor('CALL')()}}",
    "{{ cycler.__init__.__globals__.os.system('CALL') }}",
    "{% import os %}{{ os.popen('CALL') }}",
    "{{ boot|safe }}{{ request.app }}",
    "{# CALL #}",
    "${CALL}",
    "`${CALL}`",
    "#{CALL}",
    "<%= CALL %>",
    "[[CALL]]",
    "@{CALL}",
    "%(CALL)s {CALL} {0.__class__}",
    "$&$`$'$1 CALL",
    '=HYPERLINK("javascript:CALL","看")',
    "${jndi:ldap://127.0.0.1/CALL}",
)
_PROGRAMS = (
    "');CALL;//",
    '");CALL;//',
    "\\');CALL;//",
    "*/CALL/*",
    "\u2028CALL\u2029",
    "\\u2028CALL//",
    "]}';CALL;'",
    '"]};CALL//',
    "setTimeout('CALL')",
    "Function('CALL')()",
    "eval('CALL')",
    "import('data:text/javascript,CALL')",
    "new Worker('data:text/javascript,CALL')",
    "document.write('<script>CALL</script>')",
    "trustedTypes.createPolicy('default',{createHTML:x=>x,createScript:x=>x})",
    "document.body.innerHTML='<img pwn src=x onerror=CALL>'",
    "<script>self.trustedTypes=undefined;CALL</script>",
)
_ENTITIES = (
    "&lt;img pwn src=x onerror=CALL&gt;",
    "&#60;img pwn src=x onerror=CALL&#62;",
    "&#x3c;svg pwn onload=CALL&#x3e;",
    "&lt&#115;cript pwn&gt;CALL&lt;/script&gt;",
    "&amp;lt;script pwn&amp;gt;CALL",
    "&quot; onfocus=CALL autofocus pwn=&quot;",
    "&NewLine;&Tab;javascript&colon;CALL",
    "\\x3cimg pwn src=x onerror=CALL\\x3e",
    "\\u003cimg pwn src=x onerror=CALL\\u003e",
    "%3Cimg%20pwn%20src=x%20onerror=CALL%3E",
    "+ADw-script pwn+AD4-CALL+ADw-/script+AD4-",
)
_SIGNS = (
    "\uff1cimg pwn src=x onerror=CALL\uff1e",
    "\u2039script pwn\u203aCALL\u2039/script\u203a",
    "\u202e<script pwn>CALL</script>\u202c",
    "\u2066\u2067<img pwn src=x onerror=CALL>\u2069\u2069",
    "\u200b<\u200bimg pwn src=x onerror=CALL>",
    "\ufeff<svg pwn onload=CALL>",
    "<\u0131mg pwn src=x onerror=CALL>",
    "<\u017fcript pwn>CALL</\u017fcript>",
    "<img\u00a0pwn\u3000src=x\u2003onerror=CALL>",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334<img pwn src=x onerror=CALL>",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467<img pwn src=x onerror=CALL>",
    "\U00020bb7\ufffd\ufffe<img pwn src=x onerror=CALL>",
    "\x7f\x80\x9f<img pwn src=x onerror=CALL>",
    "\x1b[31m\x07\x08<img pwn src=x onerror=CALL>",
    "\u0000".replace("\x00", "\\0") + "<img pwn src=x onerror=CALL>",
    "%00<img pwn src=x onerror=CALL>",
)
_STYLES = (
    "</style><style pwn>*{background:url(javascript:CALL)}</style>",
    "x;background:url('javascript:CALL')",
    "expression(CALL)",
    "-moz-binding:url(data:text/xml,CALL)",
    "behavior:url(CALL)",
    "red;}*{display:none}/*CALL*/",
    "@import url(//127.0.0.1:9/pwn);",
    'a[href^="x"]{background:url(//127.0.0.1:9/pwn)}',
    "] , * , [x=",
    "main hidden open bad",
)
_NAMES = (
    "__proto__",
    "constructor",
    "prototype",
    "hasOwnProperty",
    "toString",
    "valueOf",
    "__defineGetter__",
    '{"__proto__":{"pwned":1}}',
    "constructor[prototype][pwned]=1",
    "__proto__[innerHTML]=<img pwn src=x onerror=CALL>",
    "<form pwn id=boot><input name=textContent></form>",
    "<a pwn id=trustedTypes><a pwn id=trustedTypes name=defaultPolicy>",
    "<img pwn name=getElementById>",
    "<form pwn name=body><input pwn name=firstChild>",
    "<a pwn id=main href=javascript:CALL>",
    "boot",
    "main",
    "notices",
    "item-",
    "null",
    "undefined",
    "NaN",
    "true",
    "[object Object]",
    "-1",
    "1e999",
)


def payloads() -> tuple[str, ...]:
    """All of them, each with its own number, the same at every call."""
    return tuple(
        text.replace(CALL, f"{FUNCTION}({number})") for number, text in enumerate(_forms())
    )


def _forms() -> Iterator[str]:
    for group in (
        _ELEMENTS,
        _ADDRESSES,
        _TEMPLATES,
        _PROGRAMS,
        _ENTITIES,
        _SIGNS,
        _STYLES,
        _NAMES,
    ):
        yield from group
    for breaker, body in product(_BREAKERS, _BODIES):
        yield f"意见{breaker}{body}"
    yield "很长" * 900 + "<img pwn src=x onerror=CALL>"
    yield "<b>" * 300 + "<img pwn src=x onerror=CALL>" + "</b>" * 300


class Supply:
    """Hands the payloads out in turn, so that each comes up in many fields."""

    def __init__(self, all_of_them: Sequence[str]) -> None:
        self._all = all_of_them
        self._next = 0
        self.given: set[str] = set()
        """Those that were handed out."""

    def one(self, most: int = 200) -> str:
        """The next that is short enough and may stand in a name, which has to be printable."""
        while True:
            text = self._all[self._next % len(self._all)]
            self._next += 1
            if len(text) <= most and text.isprintable() and text.strip() == text:
                self.given.add(text)
                return text

    def many(self, most: int = 2000) -> str:
        """As many as go into a long field, one after the other."""
        text = self.one(most)
        while len(longer := f"{text} {self.one(most)}") <= most:
            text = longer
        return text
