//! *Trouble*: why the interface does not answer, in plain words, as `application/problem+json`.

use axum::{http::StatusCode, response::Response};
use serde_json::{Value, json};

use crate::{
    store::StoreError,
    web::{
        access::Refused,
        asking::{Fault, Missing, Refusal},
        deeds::Undone,
    },
};

/// Why there is no answer.
#[derive(Debug)]
pub(crate) struct Trouble {
    status: u16,
    title: String,
    detail: String,
    /// What is wrong with which field, or what somebody else did.
    further: Vec<(&'static str, Value)>,
}

impl Trouble {
    pub(crate) fn new(status: u16, title: &str, detail: &str) -> Self {
        Self {
            status,
            title: title.to_owned(),
            detail: detail.to_owned(),
            further: Vec::new(),
        }
    }

    /// Something is wrong with these fields.
    pub(crate) fn of_fields(title: &str, faults: &[Fault]) -> Self {
        let errors: Vec<Value> = faults
            .iter()
            .map(|f| json!({"field": f.field, "detail": f.words}))
            .collect();
        let told: Vec<&str> = faults.iter().map(|f| f.words.as_str()).collect();
        Self {
            further: vec![("errors", Value::from(errors))],
            ..Self::new(422, title, &format!("{}. Nothing was changed.", told.join(". ")))
        }
    }

    /// A fault of ours: the cause goes to the log, words of a case to neither.
    pub(crate) fn fault(place: &str, cause: &str) -> Self {
        let reference: String = uuid::Uuid::new_v4().simple().to_string().chars().take(8).collect();
        tracing::error!(reference, place, cause, "an answer could not be made");
        Self::new(
            500,
            "This could not be answered",
            &format!("The fault is ours. The log of Forewarned has more under the reference {reference}."),
        )
    }

    pub(crate) fn response(self) -> Response {
        let mut value = json!({
            "type": "about:blank",
            "status": self.status,
            "title": self.title,
            "detail": self.detail,
        });
        if let Some(map) = value.as_object_mut() {
            for (name, more) in self.further {
                map.insert(name.to_owned(), more);
            }
        }
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        super::json(status, "application/problem+json", &value)
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotThere(missing) => Self::new(404, &missing.what, &missing.next),
            Refusal::Unfit(unfit) => Self::new(unfit.status.as_u16(), &unfit.told.what, &unfit.told.next),
            Refusal::Fault(error) => error.into(),
        }
    }
}

impl From<anyhow::Error> for Trouble {
    fn from(error: anyhow::Error) -> Self {
        if let Some(masked) = Missing::why_masked(&error, "") {
            return Self::new(409, &masked.what, &masked.next);
        }
        if let Some(why) = error.downcast_ref::<StoreError>() {
            tracing::error!(cause = why.to_string(), "a case file cannot be used");
            return Self::new(503, "The case cannot be used just now", &why.to_string());
        }
        Self::fault("api", &error.to_string())
    }
}

impl From<Undone> for Trouble {
    fn from(undone: Undone) -> Self {
        match undone {
            Undone::Refusal(refusal) => refusal.into(),
            // Only a screen has something to show again.
            Undone::ShownAgain => Self::fault("api", "a deed was tried, not done"),
            Undone::Faults(faults) => Self::of_fields("What was sent cannot be kept", &faults),
            Undone::Clash(clash) => {
                let seen = clash
                    .again
                    .iter()
                    .find(|(n, _)| n == "seen")
                    .and_then(|(_, n)| n.parse::<u64>().ok());
                Self {
                    further: vec![("theirs", Value::from(clash.theirs)), ("seen", Value::from(seen))],
                    ..Self::new(
                        409,
                        "Somebody else settled the same since",
                        "Nothing was changed. Read what they settled; to keep yours all the same, send it again with this `seen`.",
                    )
                }
            }
        }
    }
}

/// Why nobody gets in this way.
pub(crate) fn refused(refused: Refused) -> Response {
    match refused {
        Refused::NoKey | Refused::LinkUsed => Trouble::new(
            401,
            "Say who asks",
            "Start Forewarned with: forewarned serve --api-token-for NAME. Send the token it prints as: Authorization: Bearer TOKEN.",
        ),
        Refused::Elsewhere => Trouble::new(421, "Forewarned does not answer under this name", "Ask at 127.0.0.1 with the port that was printed."),
        Refused::CrossSite => Trouble::new(403, "This came from another site and was refused", "Nothing was changed."),
    }
    .response()
}
