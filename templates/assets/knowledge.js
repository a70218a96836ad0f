// Comfort only: a slider over the days of the case. Without it the day is typed.
"use strict";
(() => {
  const form = document.getElementById("lens");
  const typed = document.getElementById("knew-by");
  if (!form || !typed || !form.dataset.from || form.dataset.from === form.dataset.to) return;
  const DAY = 86400000;
  const day = (text) => Date.parse(text + "T00:00:00Z");
  const from = day(form.dataset.from);
  const last = Math.round((day(form.dataset.to) - from) / DAY);
  const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const said = (at) => words.format(new Date(from + at * DAY));
  const set = Date.parse(typed.value + " UTC");
  const box = document.createElement("div");
  box.className = "fw-slider";
  const label = document.createElement("label");
  label.className = "govuk-label";
  label.htmlFor = "slider";
  label.textContent = "Move through the days";
  const slider = document.createElement("input");
  slider.type = "range";
  slider.id = "slider";
  slider.min = "0";
  slider.max = String(last);
  slider.value = String(Number.isNaN(set) ? last : Math.min(last, Math.max(0, Math.round((set - from) / DAY))));
  const shown = document.createElement("output");
  shown.htmlFor = "slider";
  shown.className = "fw-slider__day";
  const show = () => {
    const now = said(Number(slider.value));
    shown.textContent = now;
    slider.setAttribute("aria-valuetext", now);
  };
  show();
  slider.addEventListener("input", () => {
    show();
    typed.value = said(Number(slider.value));
  });
  // Letting go shows the case of that day; who moves by keys goes on with the button.
  slider.addEventListener("pointerup", () => form.requestSubmit());
  slider.addEventListener("keydown", (e) => {
    if (e.key === "Enter") {
      e.preventDefault();
      form.requestSubmit();
    }
  });
  box.append(label, slider, shown);
  form.insertBefore(box, form.querySelector(".fw-hint"));
})();
