//! Text that becomes HTML: escaped, with the little Markdown that descriptions use.

/// Text as HTML shows it.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}

/// One line: what stands between backticks is code.
pub fn inline(text: &str) -> String {
    let part = |(at, part): (usize, &str)| match at % 2 {
        0 => escape(part),
        _ => format!("<code>{}</code>", escape(part)),
    };
    text.split('`').enumerate().map(part).collect()
}

/// Paragraphs, at empty lines.
pub fn paragraphs(text: &str) -> String {
    let filled = text.split("\n\n").filter(|part| !part.trim().is_empty());
    filled.map(|part| format!("<p>{}</p>", inline(part.trim()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_becomes_a_tag() {
        assert_eq!(escape("<a href=\"'&'\">"), "&lt;a href=&quot;&#39;&amp;&#39;&quot;&gt;");
        assert_eq!(inline("de kop `If-Match: \"1\"` <b>"), "de kop <code>If-Match: &quot;1&quot;</code> &lt;b&gt;");
        assert_eq!(paragraphs("een\ntwee\n\n\n\ndrie"), "<p>een\ntwee</p><p>drie</p>");
    }
}
