//! A mail as a page. Mail programs know a small and old part of HTML: tables for the layout, styles
//! inside of the tags, nothing from elsewhere.

/// What stands on the page, as text.
pub(super) struct Letter<'a> {
    pub(super) subject: &'a str,
    pub(super) practice: &'a str,
    pub(super) before: &'a [String],
    pub(super) way: Option<&'a Way>,
    pub(super) after: &'a [String],
    pub(super) footer: &'a str,
}

/// A link, as a button and as an address to be copied.
pub(super) struct Way {
    pub(super) button: String,
    pub(super) by_hand: String,
    pub(super) address: String,
}

const TEXT: &str = "margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:16px;\
    line-height:24px;color:#151515";
const SMALL: &str = "margin:0 0 16px;font-family:Helvetica,Arial,sans-serif;font-size:13px;\
    line-height:20px;color:#4d4d4d";
const PRACTICE: &str = "margin:0 0 24px;font-family:Helvetica,Arial,sans-serif;font-size:20px;\
    line-height:28px;font-weight:bold;color:#151515";
const BUTTON: &str = "display:inline-block;padding:12px 24px;border-radius:6px;\
    background-color:#0066cc;color:#ffffff;font-family:Helvetica,Arial,sans-serif;font-size:16px;\
    line-height:24px;font-weight:bold;text-decoration:none";
const SHEET: &str = "width:100%;max-width:560px;background-color:#ffffff;\
    border:1px solid #d2d2d2;border-radius:8px";

/// The page of a letter.
pub(super) fn page(letter: &Letter<'_>) -> String {
    let subject = escaped(letter.subject);
    let sheet = [
        paragraph(PRACTICE, letter.practice),
        paragraphs(TEXT, letter.before),
        letter.way.map(way).unwrap_or_default(),
        paragraphs(TEXT, letter.after),
    ];
    let (sheet, footer) = (sheet.concat(), paragraph(SMALL, letter.footer));
    format!(
        "<!doctype html>\n\
         <html lang=\"en\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{subject}</title>\n\
         </head>\n\
         <body style=\"margin:0;padding:0;background-color:#f2f2f2\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
         style=\"background-color:#f2f2f2\"><tr><td align=\"center\" style=\"padding:24px 12px\">\n\
         <table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"{SHEET}\">\
         <tr><td align=\"left\" style=\"padding:32px 32px 16px\">\n\
         {sheet}\
         </td></tr></table>\n\
         <table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" \
         style=\"width:100%;max-width:560px\">\
         <tr><td align=\"left\" style=\"padding:16px 32px\">\n\
         {footer}\
         </td></tr></table>\n\
         </td></tr></table>\n\
         </body>\n\
         </html>\n"
    )
}

fn way(way: &Way) -> String {
    let (link, button) = (escaped(&way.address), escaped(&way.button));
    let by_hand = paragraph(SMALL, &way.by_hand);
    format!(
        "<p style=\"{TEXT}\"><a href=\"{link}\" style=\"{BUTTON}\">{button}</a></p>\n\
         {by_hand}\
         <p style=\"{SMALL};word-break:break-all\">\
         <a href=\"{link}\" style=\"color:#0066cc\">{link}</a></p>\n"
    )
}

fn paragraphs(style: &str, texts: &[String]) -> String {
    texts.iter().map(|text| paragraph(style, text)).collect()
}

fn paragraph(style: &str, text: &str) -> String {
    format!("<p style=\"{style}\">{}</p>\n", escaped(text))
}

/// Text that stands in HTML as text: names may hold any character.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}
