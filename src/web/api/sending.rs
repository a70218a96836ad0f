//! *Sending*: what a program says to an endpoint, read into the fields of a form. What an endpoint does not know is refused, never passed
//! over; each fault is told beside the name of its field.

use axum::extract::Request;
use serde_json::Value;

use crate::web::{
    api::{Endpoint, Trouble, Verb},
    asking::{Ask, Fault},
    deeds::{Undone, offer::Kind},
    posting,
};

/// No more bytes are taken of what is sent.
const LIMIT: usize = 256 * 1024;

/// Reads what was said to an endpoint; what it does not know is refused, never passed over.
pub(super) async fn take(endpoint: &Endpoint, ask: &mut Ask, request: Request) -> Result<(), Trouble> {
    let known = |name: &str| endpoint.takes.iter().find(|p| p.name == name);
    let names = || endpoint.takes.iter().map(|p| p.name).collect::<Vec<_>>().join(", ");
    if endpoint.verb == Verb::Get {
        return match ask.query.iter().find(|(name, _)| known(name).is_none()) {
            None => Ok(()),
            Some((name, _)) => Err(Trouble::new(
                400,
                "An unknown parameter",
                &format!("`{name}` is none of: {}.", names()),
            )),
        };
    }
    if !ask.query.is_empty() {
        return Err(Trouble::new(
            400,
            "An unknown parameter",
            "Nothing may stand behind the ?; send a JSON object.",
        ));
    }
    let bytes = posting::bytes(request.into_body(), LIMIT).await.map_err(|_| {
        let words = format!("At most {} kB are taken at once. Nothing was changed.", LIMIT / 1024);
        Trouble::new(413, "What was sent is too large", &words)
    })?;
    let Ok(Value::Object(object)) = serde_json::from_slice(&bytes) else {
        return Err(Trouble::new(
            400,
            "What was sent is no JSON object",
            "Send one JSON object. Nothing was changed.",
        ));
    };
    let mut faults = Vec::new();
    for (name, value) in object {
        let Some(field) = known(&name) else {
            return Err(Trouble::new(
                400,
                "An unknown field",
                &format!("`{name}` is none of: {}.", names()),
            ));
        };
        let Some(all) = values(field.kind, value) else {
            let detail = format!("`{name}` is to be {}. Nothing was changed.", kind(field.kind));
            return Err(Trouble::new(400, "A field of the wrong kind", &detail));
        };
        for text in all {
            if !field.choices.is_empty() && !field.choices.contains(&text.as_str()) {
                faults.push(Fault::of(
                    &name,
                    format!("Send `{name}` as one of: {}", field.choices.join(", ")),
                ));
            }
            ask.form.fields.push((name.clone(), text));
        }
    }
    let missing = endpoint.takes.iter().filter(|f| f.required && !ask.has(f.name));
    let missing: Vec<Fault> = missing
        .map(|f| Fault::of(f.name, format!("Send `{}` too: {}", f.name, f.about)))
        .collect();
    if !missing.is_empty() {
        return Err(Trouble::of_fields("A field is missing", &missing));
    }
    faults.extend(ask.form.fields.iter().filter_map(posting::too_long));
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Undone::Faults(faults).into())
    }
}

/// A kind as it is asked for.
fn kind(kind: Kind) -> String {
    match kind {
        Kind::Texts => "a JSON array of strings".to_owned(),
        Kind::Numbers => "a JSON array of integers".to_owned(),
        Kind::Thing => "a JSON object of `kind` and `about`, each a string".to_owned(),
        plain => format!("a JSON {}", plain.code()),
    }
}

/// What a form would send under the field's name; nothing where it is of the wrong kind.
fn values(kind: Kind, value: Value) -> Option<Vec<String>> {
    let one = match (kind, value) {
        // A page sends its lines with the line ends of the machine; here too they are kept as one sign.
        (Kind::Text, Value::String(text)) => posting::unix_lines(&text),
        (Kind::Number, Value::Number(number)) if number.is_u64() => number.to_string(),
        (Kind::Yes, Value::Bool(yes)) => yes.to_string(),
        // A box that is not ticked is not sent.
        (Kind::Tick, Value::Bool(yes)) => return Some(yes.then(|| "yes".to_owned()).into_iter().collect()),
        (Kind::Texts | Kind::Numbers, Value::Array(all)) => {
            let each = match kind {
                Kind::Texts => Kind::Text,
                _ => Kind::Number,
            };
            let all: Option<Vec<Vec<String>>> = all.into_iter().map(|one| values(each, one)).collect();
            return all.map(|all| all.concat());
        }
        // What it stands for is looked up in the case.
        (Kind::Thing, Value::Object(thing)) => {
            let is_whole = thing.len() == 2
                && ["kind", "about"]
                    .iter()
                    .all(|n| thing.get(*n).is_some_and(Value::is_string));
            return is_whole.then(|| vec![Value::Object(thing).to_string()]);
        }
        _ => return None,
    };
    Some(vec![one])
}
