//! *Code pages* that old programs write: that of MS-DOS in Western Europe (cp850) and that of the Macintosh. A text is read so only where
//! every sign of it then stands in a place that it can have, while in Windows-1252 and in the other one does not.

/// The upper half of cp850.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// The text in the one code page in which all its signs can stand where they do, if it is not Windows-1252.
pub(super) fn proved(bytes: &[u8]) -> Option<(String, &'static str)> {
    let fits = |text: &str| -> bool {
        let signs: Vec<char> = text.chars().collect();
        let at = |place: Option<usize>| place.and_then(|p| signs.get(p)).copied().unwrap_or(' ');
        let mut all = signs.iter().enumerate();
        all.all(|(place, sign)| sign.is_ascii() || can_stand(*sign, at(place.checked_sub(1)), at(Some(place + 1))))
    };
    let windows = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0;
    if fits(&windows) {
        return None;
    }
    let dos: String = bytes.iter().map(|byte| letter(*byte)).collect();
    let mac = encoding_rs::MACINTOSH.decode_without_bom_handling(bytes).0;
    match (fits(&dos), fits(&mac)) {
        (true, false) => Some((dos, "cp850 (MS-DOS)")),
        (false, true) => Some((mac.into_owned(), "Mac Roman")),
        _ => None,
    }
}

fn letter(byte: u8) -> char {
    let high = byte.checked_sub(128).map(usize::from);
    high.map_or(char::from(byte), |at| {
        CP850.chars().nth(at).unwrap_or(char::REPLACEMENT_CHARACTER)
    })
}

/// Can the sign stand between these two? Pounds stand before figures, small letters with an accent beside letters, capitals at the
/// begin of words, marks of quotation at the edge of words.
fn can_stand(sign: char, before: char, after: char) -> bool {
    const SMALL: &str = "àáâäãåçèéêëìíîïñòóôöõøùúûüýÿæœßš";
    const CAPITAL: &str = "ÀÁÂÄÅÇÈÉÊËÌÍÎÏÑÖÓØÚÜ";
    match sign {
        '£' | '€' => after.is_ascii_digit() || (after == ' ' && !before.is_alphanumeric()),
        '‘' | '“' => !before.is_alphanumeric() && !after.is_whitespace(),
        '’' | '”' => !before.is_whitespace() && (sign == '’' || !after.is_alphanumeric()),
        '–' | '—' => before.is_whitespace() == after.is_whitespace(),
        '…' => !before.is_whitespace() && !after.is_alphabetic(),
        '•' => before.is_whitespace(),
        '°' | '½' | '¼' | '¾' => before.is_ascii_digit() || before == ' ',
        '\u{a0}' => true,
        _ if SMALL.contains(sign) => before.is_alphabetic() || after.is_lowercase(),
        _ if CAPITAL.contains(sign) => !before.is_lowercase() && after.is_alphabetic(),
        _ => false,
    }
}
