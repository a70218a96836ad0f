// Comfort only: every page works without it.
"use strict";
// Who sent a form with something wrong in it hears of it at once; so does who did something. Where the address leads to a place of the
// page, the focus is there, and what was done is told with it.
const faults = document.querySelector(".govuk-error-summary");
const told = document.querySelector(".govuk-notification-banner[tabindex]");
if (faults) {
  faults.tabIndex = -1;
  faults.focus();
} else if (told) {
  const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place && place !== told && place.tabIndex === -1) place.setAttribute("aria-describedby", told.id);
  else if (!place || place === told) told.focus({ preventScroll: true });
}
// The menu of a case is folded on a narrow screen, where it would fill half of it.
const menu = document.querySelector(".fw-menu");
if (menu) {
  const narrow = matchMedia("(max-width: 48em)");
  const fold = () => { menu.open = !narrow.matches; };
  fold();
  narrow.addEventListener("change", fold);
}
// What a word means, shown beside it, goes away with Escape and comes again when the word is pointed at or reached anew.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".fw-term")) term.classList.add("fw-closed");
});
for (const term of document.querySelectorAll(".fw-term")) {
  for (const again of ["mouseleave", "focusout"]) term.addEventListener(again, () => term.classList.remove("fw-closed"));
}
// Keys of one letter. Whether they are on is one choice for all pages, kept in this browser; they rest while a field has the focus (WCAG 2.1.4).
const letterKeys = (() => {
  const KEPT = "forewarned-keys";
  let on = true;
  try {
    on = localStorage.getItem(KEPT) !== "off";
  } catch {
    // Nothing can be kept here: they are on when a page opens.
  }
  return {
    isOn: () => on,
    set: (wanted) => {
      on = wanted;
      try {
        localStorage.setItem(KEPT, on ? "on" : "off");
      } catch {
        // The choice holds for this page.
      }
    },
    /** What each key does, by its letter. */
    does: (deeds) => document.addEventListener("keydown", (event) => {
      if (!on || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target.closest?.("input, select, textarea, [contenteditable]")) return;
      const deed = deeds[event.key];
      if (!deed) return;
      event.preventDefault();
      deed();
    }),
  };
})();
