// Comfort only: every page works without it.
"use strict";
// Who sent a form with something wrong in it hears of it at once.
const faults = document.querySelector(".govuk-error-summary");
if (faults) {
  faults.tabIndex = -1;
  faults.focus();
}
