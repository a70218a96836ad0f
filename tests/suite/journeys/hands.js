// What the tests' hands know of a page: its controls, by the role and the name that the browser tells assistive techniques.
// Every function is called as `hands.<name>(…)`; the file is sent along with each call, because a page may have been left.
const hands = (() => {
  const norm = (s) => (s || "").replace(/\s+/g, " ").trim();
  const FIELDS = ["textbox", "searchbox", "combobox", "spinbutton", "listbox", "slider"];
  const role = (el) => {
    if (el.tagName === "SUMMARY") return "button";
    if (el.type === "file") return "file";
    if (el.type === "date" || el.type === "time") return "textbox";
    return el.computedRole || el.tagName.toLowerCase();
  };
  // A hidden part of a name is told with a space before it.
  const name = (el) => norm(el.computedName).replace(/ ([:;,.])/g, "$1") || norm(el.labels && el.labels[0] && el.labels[0].textContent);
  const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex], [role=button], [role=slider]";
  const controls = () => [...document.querySelectorAll(CONTROLS)].filter((el) => el.type !== "hidden" && el.checkVisibility() && !el.disabled);
  // The browser works a name out anew each time it is asked: it is asked only of what can have the name at all.
  const may = (el, wanted) => [el.textContent, el.ariaLabel, el.title, el.value, ...[...(el.labels || [])].map((l) => l.textContent),
    el.getAttribute("aria-labelledby") && wanted].some((s) => norm(s).includes(wanted));
  const isOf = (el, kind) => {
    const r = role(el);
    if (kind === "field") return FIELDS.includes(r);
    // A link that looks like a button is followed as either.
    if (kind === "link" && el.tagName === "A") return true;
    return r === kind;
  };
  const legend = (el) => norm(el.closest("fieldset")?.querySelector("legend")?.textContent);
  // How well a name fits: the whole of it, its beginning, some of it, nothing of it.
  const fit = (has, wanted) => (has === wanted ? 3 : has.startsWith(wanted) ? 2 : has.includes(wanted) ? 1 : 0);
  // How much stands between a control and these words: the less the nearer.
  const distance = (el, words) => {
    for (let up = el; up; up = up.parentElement) {
      const text = norm(up.textContent);
      if (text.includes(words)) return text.length;
    }
    return Infinity;
  };
  const best = (all, wanted, beside) => {
    let found = null;
    for (const el of all) {
      const f = fit(name(el), wanted);
      if (!f) continue;
      const d = beside ? distance(el, beside) : 0;
      if (d === Infinity) continue;
      if (!found || f > found.f || (f === found.f && d < found.d)) found = { el, f, d };
    }
    return found && found.el;
  };
  return {
    // The control of this kind and name, nearest to the words `beside` where they are given.
    find: (kind, wanted, beside) => best(controls().filter((el) => may(el, wanted) && isOf(el, kind)), wanted, beside),
    // In a group of radio buttons under this legend, the one of this name.
    option: (group, wanted, beside) => {
      const radios = controls().filter((el) => el.type === "radio");
      const fits = Math.max(0, ...radios.map((el) => fit(legend(el), group)));
      return fits ? best(radios.filter((el) => fit(legend(el), group) === fits), wanted, beside) : null;
    },
    names: (kind) => controls().filter((el) => isOf(el, kind)).map(name),
    names_of_options: () => controls().filter((el) => el.type === "radio").map((el) => `${legend(el)}: ${name(el)}`),
    // Where the focus is, seen from the control that is wanted: "here", "before" or "after" it, "group" for its radio group; how many stops
    // may lie between; and what had the focus since this was last asked. Every stop is noted at the moment at which it is made.
    focus: (wanted) => {
      if (!window.stops) {
        window.stops = [];
        document.addEventListener("focusin", (e) => window.stops.push([e.target, hands.seen(e.target)]), true);
      }
      const at = document.activeElement;
      const nowhere = !at || at === document.body || at === document.documentElement;
      const group = (el) => (el.type === "radio" && el.name ? `${el.form && el.form.action} ${el.name}` : "");
      const place = nowhere ? "nowhere" : at === wanted ? "here" : group(at) && group(at) === group(wanted) ? "group"
        : at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING ? "after" : "before";
      const all = controls().filter((el, i, of) => el.tabIndex >= 0 && (!group(el) || i === of.findIndex((o) => group(o) === group(el))));
      const index = (el) => all.filter((o) => o.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING).length;
      const away = Math.max(1, Math.abs(index(wanted) - (nowhere ? -1 : index(at))));
      const unseen = window.stops.filter(([, seen]) => !seen).map(([el]) => `${role(el)} “${name(el)}”`);
      const count = window.stops.splice(0).length;
      return { place, away, unseen, count, name: nowhere ? "" : `${role(at)} “${name(at)}”` };
    },
    // Can somebody who looks at the page tell that this control has the focus?
    seen: (el) => {
      const shows = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
      if (shows(getComputedStyle(el))) return true;
      if (el.type !== "radio" && el.type !== "checkbox") return el === document.getElementById("main");
      return [...el.labels].some((l) => shows(getComputedStyle(l, "::before")));
    },
    chosen: (select) => norm(select.selectedOptions[0]?.textContent),
    text: () => norm(document.body.innerText),
  };
})();
