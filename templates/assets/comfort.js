// Comfort only: every page works without it.
"use strict";
// Who sent a form with something wrong in it hears of it at once.
const faults = document.querySelector(".govuk-error-summary");
if (faults) {
  faults.tabIndex = -1;
  faults.focus();
}
// What a word means, shown beside it, goes away with Escape and comes again when the word is pointed at or reached anew.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".fw-term")) term.classList.add("fw-closed");
});
for (const term of document.querySelectorAll(".fw-term")) {
  for (const again of ["mouseleave", "focusout"]) term.addEventListener(again, () => term.classList.remove("fw-closed"));
}
