// Comfort only: keys, words copied from the text, a box that narrows a long list of choices. Every page works without it.
"use strict";

const keys = document.getElementById("keys");
const table = document.querySelector(".fw-chronology");
const links = () => Array.from(document.querySelectorAll(".fw-chronology .fw-open"));
const rowOf = (link) => link.closest("tr");
const isWarning = (link) => rowOf(link).classList.contains("fw-row--warning");

function here() {
  const all = links();
  const row = document.activeElement && document.activeElement.closest(".fw-chronology tr");
  const at = all.findIndex((link) => row ? rowOf(link) === row : link.hasAttribute("aria-current"));
  return at >= 0 ? at : all.findIndex((link) => rowOf(link).matches(":target"));
}

function go(link) {
  rowOf(link).scrollIntoView({ block: "nearest" });
  link.focus();
}

function step(by, wanted, beyond) {
  const all = links();
  let at = here();
  if (at < 0 && by < 0) at = all.length;
  for (at += by; at >= 0 && at < all.length; at += by) {
    if (wanted(all[at])) return go(all[at]);
  }
  const further = document.querySelector(beyond);
  if (further) location.assign(further.href);
}

function star(link) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = link.dataset.entry + "/star";
  const seen = document.querySelector("input[name=seen]");
  const back = table.dataset.here + "#" + rowOf(link).id;
  for (const [name, value] of [["on", link.dataset.star === "yes" ? "no" : "yes"], ["back", back], ["seen", seen ? seen.value : "0"]]) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

function open(link) {
  const panel = document.getElementById("open");
  if (link.hasAttribute("aria-current") && panel) panel.focus();
  else location.assign(link.href);
}

if (keys && table) {
  keys.hidden = false;
  const on = document.getElementById("keys-on");
  on.checked = letterKeys.isOn();
  on.addEventListener("change", () => letterKeys.set(on.checked));
  const all = () => true;
  const withLink = (deed) => {
    const link = links()[here()];
    if (link) deed(link);
  };
  letterKeys.does({
    j: () => step(1, all, ".fw-split__list .fw-paging a[rel=next]"),
    k: () => step(-1, all, ".fw-split__list .fw-paging a[rel=prev]"),
    n: () => step(1, isWarning, "#warning-after"),
    p: () => step(-1, isWarning, "#warning-before"),
    o: () => withLink(open),
    s: () => withLink(star),
    "?": () => { keys.open = !keys.open; keys.querySelector("summary").focus(); },
  });
}

// The words that are selected in the entry, into the form.
const mend = document.querySelector("form[data-mend]");
const words = mend && mend.querySelector("textarea[name=words]");
const paper = document.querySelector(".fw-paper > .fw-text");
if (words && paper) {
  const take = document.createElement("button");
  take.type = "button";
  take.className = "govuk-button govuk-button--secondary fw-small-button";
  take.textContent = "Use the words I selected above";
  words.after(take);
  let selected = "";
  document.addEventListener("selectionchange", () => {
    const choice = getSelection();
    if (!choice.rangeCount || choice.isCollapsed || !paper.contains(choice.anchorNode) || !paper.contains(choice.focusNode)) return;
    const copy = choice.getRangeAt(0).cloneContents();
    // Numbers of mentions are no words of the entry.
    copy.querySelectorAll(".fw-number").forEach((number) => number.remove());
    selected = copy.textContent.trim();
  });
  take.addEventListener("click", () => {
    if (selected) words.value = selected;
    words.focus();
  });
}

// A box that narrows a long list.
for (const list of document.querySelectorAll("select[data-search]")) {
  const label = document.createElement("label");
  label.className = "govuk-label fw-small";
  label.htmlFor = list.id + "-search";
  label.textContent = list.dataset.search;
  const box = document.createElement("input");
  box.className = "govuk-input govuk-input--width-20";
  box.type = "search";
  box.id = label.htmlFor;
  box.autocomplete = "off";
  list.before(label, box);
  const whole = Array.from(list.children).map((child) => child.cloneNode(true));
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    const chosen = list.value;
    const fits = (option) => option.value === "" || option.value === chosen || option.textContent.toLowerCase().includes(wanted);
    const kept = whole.map((child) => child.cloneNode(true));
    for (const child of kept) {
      if (child.tagName === "OPTGROUP") Array.from(child.children).filter((o) => !fits(o)).forEach((o) => o.remove());
    }
    list.replaceChildren(...kept.filter((child) => child.tagName !== "OPTGROUP" || child.children.length));
    list.value = chosen;
    const found = Array.from(list.options).filter((o) => o.value !== "" && o.textContent.toLowerCase().includes(wanted));
    if (wanted && found.length === 1) list.value = found[0].value;
  });
  box.addEventListener("keydown", (event) => {
    // Return in this box chooses from the list, and sends nothing.
    if (event.key === "Enter") {
      event.preventDefault();
      list.focus();
    }
  });
}
