//! *Drawing*: choices that follow from a secret alone. The same secret chooses the same; without it nobody can tell what was chosen from.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::model::hash::hex;

/// Letters and figures of a secret: 256 bits.
const LENGTH: usize = 64;

/// The secret from which an anonymised case is drawn. It stays in the real case, and is never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl TryFrom<String> for Secret {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.len() == LENGTH && text.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(format!(
                "a key is {LENGTH} of the signs 0-9 and a-f, as the program made it; give it whole"
            ))
        }
    }
}

impl From<Secret> for String {
    fn from(secret: Secret) -> Self {
        secret.0
    }
}

impl Secret {
    /// The secret that these bytes make, which must come from chance.
    pub fn of(random: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"forewarned anonymise");
        hash.update(random);
        Self(hex(&hash.finalize()))
    }

    /// A number that follows from the secret and these words, and from nothing else.
    pub fn number(&self, words: &[&str]) -> u64 {
        let mut hash = Sha256::new();
        hash.update(&self.0);
        for word in words {
            hash.update([0]);
            hash.update(word);
        }
        let digest = hash.finalize();
        digest
            .iter()
            .take(8)
            .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte))
    }

    /// These things in an order that follows from the secret and the purpose.
    pub fn shuffled<'a>(&self, purpose: &str, all: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
        let mut out: Vec<(u64, &str)> = all.into_iter().map(|w| (self.number(&[purpose, w]), w)).collect();
        out.sort_unstable();
        out.dedup();
        out.into_iter().map(|(_, w)| w).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn the_same_secret_chooses_the_same_and_another_does_not() {
        let all = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
        let (one, other) = (Secret::of(b"1"), Secret::of(b"2"));
        assert_eq!(one.shuffled("x", all), one.shuffled("x", all));
        assert_ne!(one.shuffled("x", all), other.shuffled("x", all));
        assert_ne!(one.shuffled("x", all), one.shuffled("y", all));
        assert!(!format!("{one:?}").contains(&String::from(one.clone())));
    }
}
