"""What of hostile or careless HTML is kept: each case has its stated result."""

import pytest

from kaochang.announcements.richtext import LIMIT, RAW_LIMIT, clean
from kaochang.exams.errors import TextTooLong

LINK = 'rel="noopener noreferrer nofollow"'
CORPUS = [
    # What the editor makes stays.
    ("<p>一<br>二</p>", "<p>一<br>二</p>"),
    ("<h2>标题</h2><h3>小标题</h3>", "<h2>标题</h2><h3>小标题</h3>"),
    ("<p><strong>粗</strong><em>斜</em><u>线</u></p>", "<p><strong>粗</strong><em>斜</em><u>线</u></p>"),
    ("<ol><li><p>一</p></li></ol>", "<ol><li><p>一</p></li></ol>"),
    ("<blockquote><p>引</p></blockquote>", "<blockquote><p>引</p></blockquote>"),
    ('<a href="https://a.cn/b?c=1">看</a>', f'<a href="https://a.cn/b?c=1" {LINK}>看</a>'),
    ('<a href="mailto:a@b.cn">信</a>', f'<a href="mailto:a@b.cn" {LINK}>信</a>'),
    ('<a href="tel:+8610">电</a>', f'<a href="tel:+8610" {LINK}>电</a>'),
    # Text that looks like a tag stays text.
    ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    # Programs and what loads them.
    ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
    ("<p>a<ScRiPt src=//x></sCrIpT>b</p>", "<p>ab</p>"),
    ("a<style>p{background:url(//x)}</style>", "a"),
    ('a<iframe src="https://x"></iframe>', "a"),
    ('a<iframe srcdoc="<script>1</script>"></iframe>', "a"),
    ('a<object data="x.swf"></object><embed src="x">', "a"),
    ('a<link rel="stylesheet" href="//x"><base href="//x"><meta http-equiv="refresh" content="0">', "a"),
    ('<form action="//x"><input name="a"><button>送</button></form>', "送"),
    ("a<template><p>藏</p></template>", "a"),
    # Pictures are attachments: nothing is fetched from anywhere.
    ("a<img src=x onerror=alert(1)>", "a"),
    ('a<img src="https://x/pixel.gif">', "a"),
    ('a<video src="x" onerror="alert(1)"></video><audio src="x"></audio>', "a"),
    # Attributes.
    ('<p onclick="alert(1)" style="position:fixed" class="kc-bar" id="root">a</p>', "<p>a</p>"),
    ('<p data-x="1" aria-hidden="true" dir="rtl">a</p>', "<p>a</p>"),
    # Harmless, and right: a screen reader changes its voice.
    ('<p lang="en">a</p>', '<p lang="en">a</p>'),
    ('<a href="https://a.cn" onmouseover="alert(1)">a</a>', f'<a href="https://a.cn" {LINK}>a</a>'),
    ('<a href="https://a.cn" target="_self" rel="opener">a</a>', f'<a href="https://a.cn" {LINK}>a</a>'),
    # Addresses that are none of the four kinds.
    ('<a href="javascript:alert(1)">a</a>', f"<a {LINK}>a</a>"),
    ('<a href="JaVaScRiPt&#58;alert(1)">a</a>', f"<a {LINK}>a</a>"),
    ('<a href="java\tscript:alert(1)">a</a>', f"<a {LINK}>a</a>"),
    ('<a href=" javascript:alert(1)">a</a>', f"<a {LINK}>a</a>"),
    ('<a href="vbscript:x">a</a>', f"<a {LINK}>a</a>"),
    ('<a href="data:text/html,<script>1</script>">a</a>', f"<a {LINK}>a</a>"),
    ('<a href="blob:https://a.cn/1">a</a>', f"<a {LINK}>a</a>"),
    ('<a href="file:///etc/passwd">a</a>', f"<a {LINK}>a</a>"),
    ('<a href="//x.cn/">a</a>', f"<a {LINK}>a</a>"),
    ('<a href="/api/v1/candidate/session">a</a>', f"<a {LINK}>a</a>"),
    # Other name spaces, and mistakes of parsers.
    ("a<svg onload=alert(1)><script>1</script></svg>", "a"),
    ('a<svg><a xlink:href="javascript:alert(1)">b</a></svg>', "a"),
    ("a<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>", "a"),
    ("a<!-- <script>alert(1)</script> --><!--><img src=x onerror=1>-->", "a--&gt;"),
    ("<p>a<p>b", "<p>a</p><p>b</p>"),
    ("<a href='https://a.cn'><a href='javascript:1'>a", f'<a href="https://a.cn" {LINK}></a><a {LINK}>a</a>'),
    ("a<xmp><script>alert(1)</script></xmp>", "a&lt;script&gt;alert(1)&lt;/script&gt;"),
    # Characters that nobody sees.
    ("<p>a\x00b\x07c</p>", "<p>abc</p>"),
    ("<p>\u202eab\u2066c</p>", "<p>abc</p>"),
    # Nothing to read is nothing.
    ("<p></p>", ""),
    ("<p>&nbsp; <br></p>", ""),
    ("<script>alert(1)</script>", ""),
    ("", ""),
]


@pytest.mark.parametrize(("html", "kept"), CORPUS)
def test_only_what_is_safe_is_kept(html: str, kept: str) -> None:
    assert clean(html) == kept
    # What was kept is what will be kept.
    assert clean(kept) == kept


@pytest.mark.parametrize(
    "html", ["字" * (LIMIT + 1), "<p>" * RAW_LIMIT, "<ul><li>" * 6000 + "x"], ids=["long", "raw", "deep"]
)
def test_too_much_is_refused(html: str) -> None:
    with pytest.raises(TextTooLong):
        clean(html)
