//! Words of pages, and those that are struck through.

use super::to_text;

#[test]
fn words_are_kept_and_marks_are_not() {
    for (html, words) in [
        ("<p>One</p><p>Two<br>three</p>", "One\nTwo\nthree"),
        ("a<script>var x='<p>';</script>b<STYLE>p{}</Style>c", "abc"),
        ("<head><title>T</title></head><body>x</body>", "x"),
        ("<tr><td>1</td><td>2</td></tr><tr><td>3</td></tr>", "1\t2\n3"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        (
            "5 < 6 &amp; 7 &gt; 6 &pound;5 &#146; &#x2019; &nosuch; &",
            "5 < 6 & 7 > 6 £5 ’ ’ &nosuch; &",
        ),
        ("fish&nbsp;and\n  chips", "fish and chips"),
        (
            "<a href=\"https://a.example/x?a=1&amp;b=2\">here</a>.",
            "here <https://a.example/x?a=1&b=2>.",
        ),
        ("<a href='mailto:a@b.example'>a@b.example</a>", "a@b.example"),
        ("<img src=x alt='Injury to left arm'>", "[picture: Injury to left arm]"),
        ("<pre>a\n  b</pre>c", "a\n  b\nc"),
        ("x <!-- y --> z <!-- open", "x z <!-- open"),
        ("<p title='a>b'>c", "c"),
        ("<p title='open>c", "c"),
        ("<p class=x'>It's here <b title=\"y\">now</b>", "It's here now"),
        ("he<b>ll</b>o", "hello"),
    ] {
        assert_eq!(to_text(html).0, words, "{html}");
    }
}

#[test]
fn hostile_html_takes_no_longer_than_its_length() {
    for piece in ["<a ", "<!--", "<a \"", "<script>", "&", "<", "</", "<a href=", "<td>"] {
        let _ = to_text(&piece.repeat(100_000));
    }
}

#[test]
fn words_that_are_struck_through_are_told_of_and_read() {
    let html = "<p>He was <s>not</s> arrested, <del>on</del>\n<strike>Monday</strike>";
    let (words, said) = to_text(html);
    assert_eq!(words, "He was not arrested, on Monday");
    let said = said.unwrap();
    assert_eq!(
        said.what,
        "words are struck through: 'not…on…Monday'; they are read as they stand"
    );
    assert_eq!(to_text("<span>plain</span><s></s>").1, None);
}
