// Comfort only: files can be dropped, and a page that waits looks again by itself.
"use strict";
const drop = document.querySelector("[data-drop]");
if (drop) {
  const field = document.getElementById(drop.dataset.drop);
  const said = drop.querySelector("[data-said]");
  const tell = () => {
    const names = Array.from(field.files, (file) => file.name);
    said.textContent = names.length === 0 ? "You can also drop files here." : names.length === 1 ? "1 file chosen." : names.length + " files chosen.";
  };
  tell();
  field.addEventListener("change", tell);
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("fw-drop--over");
    });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("fw-drop--over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("fw-drop--over");
    if (event.dataTransfer && event.dataTransfer.files.length > 0) {
      field.files = event.dataTransfer.files;
      tell();
    }
  });
}
// Whose file is of a new agency is asked for its name at once.
for (const fold of document.querySelectorAll("[data-new-for]")) {
  const owner = document.getElementById(fold.dataset.newFor);
  owner?.addEventListener("change", () => { fold.open = owner.value === "new"; });
}
if (document.querySelector("[data-working]")) {
  setTimeout(() => window.location.replace(window.location.href), 1500);
}
// A large upload takes its time: nobody presses the button twice.
for (const form of document.querySelectorAll("form[enctype]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    if (button) {
      button.textContent = "Sending…";
      setTimeout(() => { button.disabled = true; }, 0);
    }
  });
}
