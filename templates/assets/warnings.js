// Comfort only: keys for the list of warnings, and one field that is shown when it is asked. Every page works without it.
"use strict";
(() => {
  const rows = [...document.querySelectorAll("[data-rows] a.fw-row__link")];
  const isShown = (element) => element.getClientRects().length > 0;

  /** Moves through the list; where the list is not shown, to the warning before or after. */
  const move = (by) => {
    if (rows.length > 0 && isShown(rows[0])) {
      let at = rows.indexOf(document.activeElement);
      if (at < 0) at = rows.findIndex((row) => row.hasAttribute("aria-current"));
      const to = rows[at < 0 ? 0 : at + by];
      if (to) {
        to.focus();
        return;
      }
    }
    document.querySelector(by > 0 ? "a[rel=next]" : "a[rel=prev]")?.click();
  };

  /** To the form of the finding where the focus is; otherwise to that of the first that waits, or of the first there is. */
  const decide = () => {
    const all = [...document.querySelectorAll("details[data-decide]")];
    const at = document.activeElement.closest(".fw-examined");
    const form = all.find((one) => at?.contains(one)) ?? all.find((one) => one.open) ?? all[0];
    if (!form) return;
    form.open = true;
    const field = form.querySelector("input[type=radio]:checked, input[type=radio]");
    field?.focus();
    field?.closest(".fw-decision")?.scrollIntoView({ block: "start" });
  };

  /** To the next finding of this warning that waits, after the one where the focus is; after the last, to the next warning. */
  const next = () => {
    const waits = [...document.querySelectorAll("[data-waits]")];
    const at = document.activeElement.closest(".fw-examined") ?? document.querySelector(".fw-examined:target");
    const after = waits.find((one) => one !== at && (!at || at.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING));
    if (after) {
      after.scrollIntoView({ block: "start" });
      after.focus({ preventScroll: true });
    } else {
      document.querySelector("a[data-key=n]")?.click();
    }
  };

  letterKeys.does({
    j: () => move(1),
    k: () => move(-1),
    n: next,
    d: decide,
  });

  // What the keys do, and the way to switch them off.
  const told = document.querySelector("[data-keys]");
  if (told) {
    const words = document.createElement("span");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fw-linklike";
    const tell = () => {
      words.textContent = letterKeys.isOn()
        ? "Keys: j and k move through the list, Enter opens, d goes to the decision, n to the next undecided finding. "
        : "Keys are switched off. ";
      button.textContent = letterKeys.isOn() ? "Switch keys off" : "Switch keys on";
    };
    button.addEventListener("click", () => {
      letterKeys.set(!letterKeys.isOn());
      tell();
    });
    tell();
    told.append(words, button);
    told.hidden = false;
  }

  // In what a finding is wrong is asked where it is not accepted, or more is needed.
  for (const form of document.querySelectorAll("form")) {
    const wrong = form.querySelector("[data-wrong]");
    if (!wrong) continue;
    const asks = (value) => value === "reject" || value === "need-more";
    const look = () => {
      const chosen = [...form.querySelectorAll("input[type=radio]:checked, select[name^=verdict]")];
      wrong.hidden = !chosen.some((one) => asks(one.value));
    };
    form.addEventListener("change", look);
    look();
  }

  // The open line is in sight in its list; the page itself stays where it is.
  const row = document.querySelector(".fw-row--current");
  const list = row?.closest(".fw-inbox__list");
  if (list) {
    list.scrollTop += row.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
  }
})();
