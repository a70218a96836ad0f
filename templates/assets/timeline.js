// Comfort for the timeline. Without it every view is an address, and zooming and moving are links and a form.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  if (!at("tl")) return;
  const MINUTE = 60000, DAY = 86400000, WIDTH = 1080;
  const SVG = "http://www.w3.org/2000/svg";
  let asked = 0;
  let chosen = { from: null, to: null, lanes: { from: null, to: null } };
  let drag = null;
  let wheel = null;

  const picture = () => at("tl-picture");
  const drawing = () => picture().querySelector("svg");
  const moment = (text) => Date.parse(text + "Z");
  const view = () => ({ from: moment(drawing().dataset.from), to: moment(drawing().dataset.to) });
  const groups = () => [...drawing().querySelectorAll("g[data-lane]")].filter((g) => g.querySelector("a"));
  const marks = (group) => [...group.querySelectorAll("a[data-t]")];
  const markOf = (node) => (node && node.closest ? node.closest("#tl-picture a[data-t]") : null);
  const titleOf = (mark) => mark.querySelector("title").textContent;
  const timeOf = (mark) => moment(mark.dataset.t);
  const say = (words) => { at("tl-said").textContent = words; };

  // Places and moments. The drawing is as wide as its box, so that one ratio serves.
  const left = () => Number(drawing().dataset.left);
  const right = () => Number(drawing().dataset.right);
  const placeOf = (time) => {
    const { from, to } = view();
    const part = Math.min(1, Math.max(0, (time - from) / (to - from)));
    return left() + part * (right() - left());
  };
  const timeAt = (clientX) => {
    const box = drawing().getBoundingClientRect();
    const x = ((clientX - box.left) * WIDTH) / box.width;
    const part = Math.min(1, Math.max(0, (x - left()) / (right() - left())));
    const { from, to } = view();
    return from + part * (to - from);
  };

  // Addresses, as the server writes them: days where a view is of whole days, and then the last day is in it.
  const iso = (time) => new Date(time).toISOString();
  const ends = (from, to) => {
    const whole = from % DAY === 0 && to % DAY === 0;
    return whole ? [iso(from).slice(0, 10), iso(to - DAY).slice(0, 10)] : [iso(from).slice(0, 16), iso(to).slice(0, 16)];
  };
  const addressOf = (from, to) => {
    const [a, b] = ends(from, to);
    const query = new URLSearchParams({ from: a, to: b });
    if (at("tl").dataset.lanes !== "agency") query.set("lanes", at("tl").dataset.lanes);
    if (at("tl-back")) query.set("back", at("tl-back").value);
    return `${at("tl").dataset.address}?${query}`;
  };
  const even = (from, to) => {
    const grain = to - from >= 4 * DAY ? DAY : to - from >= 240 * MINUTE ? 60 * MINUTE : MINUTE;
    const begins = Math.floor(from / grain) * grain;
    return [begins, Math.max(begins + grain, Math.ceil(to / grain) * grain)];
  };
  const words = (time) => {
    const day = new Date(time).toLocaleDateString("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
    return time % DAY === 0 ? day : `${day}, ${iso(time).slice(11, 16)}`;
  };

  // A new view takes the place of the old one, and what had the focus has it again.
  const where = () => {
    const active = document.activeElement;
    if (!active || !at("tl").contains(active)) return null;
    const mark = markOf(active);
    if (mark) return { lane: mark.closest("g[data-lane]").dataset.lane, time: timeOf(mark), href: mark.getAttribute("href") };
    return { id: active.id || "tl-picture" };
  };
  const refocus = (was) => {
    if (!was) return;
    let target = was.id ? at(was.id) : null;
    if (was.lane !== undefined) {
      const own = drawing().querySelector(`g[data-lane="${CSS.escape(was.lane)}"]`);
      const all = own ? marks(own) : [];
      target = all.find((m) => m.getAttribute("href") === was.href) || nearest(all, was.time);
    }
    if (!target || target.closest("[hidden]")) target = picture();
    focus(target);
  };
  const nearest = (all, time) =>
    all.reduce((best, m) => (!best || Math.abs(timeOf(m) - time) < Math.abs(timeOf(best) - time) ? m : best), null);
  const focus = (target) => {
    const mark = markOf(target);
    if (mark) {
      for (const other of drawing().querySelectorAll('a[tabindex="0"]')) other.setAttribute("tabindex", "-1");
      mark.setAttribute("tabindex", "0");
    }
    target.focus({ preventScroll: Boolean(mark) });
    if (mark) mark.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const go = async (address, focusOn) => {
    const mine = ++asked;
    at("tl").setAttribute("aria-busy", "true");
    let page;
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(String(answer.status));
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      location.assign(address);
      return;
    }
    if (mine !== asked) return;
    const fresh = page.getElementById("tl");
    if (!fresh) {
      location.assign(address);
      return;
    }
    const was = focusOn || where();
    // Lists that are open stay open.
    for (const list of at("tl").querySelectorAll("details[open]")) {
      const same = fresh.querySelector(`#${list.id}`);
      if (same) same.open = true;
    }
    at("tl").replaceWith(document.adoptNode(fresh));
    for (const id of ["tl-from", "tl-to", "tl-lanes"]) at(id).value = page.getElementById(id).value;
    history.replaceState(null, "", address);
    ready();
    refocus(was);
    say(`${at("tl-now").textContent}: ${at("tl-summary").textContent}`);
  };
  const follow = (id) => go(at(id).getAttribute("href"));
  const zoom = (factor, about) => {
    const { from, to } = view();
    const part = (about - from) / (to - from);
    const long = Math.max(60 * MINUTE, (to - from) * factor);
    const [a, b] = even(about - part * long, about - part * long + long);
    go(addressOf(a, b));
  };

  // The lane of a mark or of a height of the drawing; a lane is asked of the chronology as its line in the table asks it.
  const laneOf = (mark) => (mark ? mark.closest("g[data-lane]").dataset.lane : null);
  const laneAt = (clientY) => {
    const box = drawing().getBoundingClientRect();
    const y = ((clientY - box.top) * WIDTH) / box.width;
    const lane = groups().find((g) => y >= Number(g.dataset.top) && y <= Number(g.dataset.bottom));
    return lane ? lane.dataset.lane : null;
  };
  const askedOf = (lane) => {
    const line = lane === null ? null : at("tl").querySelector(`a[data-lane="${CSS.escape(lane)}"]`);
    if (!line) return null;
    const query = new URL(line.getAttribute("href"), location.href).searchParams;
    const name = ["agency", "person", "concept"].find((n) => query.has(n));
    return name ? { name, value: query.get(name), words: line.dataset.name } : null;
  };

  // A stretch of time that was dragged over, or set by its two ends; of one lane where both ends are in it.
  const choose = (from, to, lanes = { from: null, to: null }) => {
    chosen = { from, to, lanes };
    const lane = lanes.from === lanes.to ? lanes.from : null;
    const old = at("tl-stretch");
    if (old) old.remove();
    const a = from ?? to, b = to ?? from;
    at("tl-brush").hidden = a === null;
    if (a === null) return;
    const [x, end] = [placeOf(Math.min(a, b)), placeOf(Math.max(a, b))];
    const box = document.createElementNS(SVG, "rect");
    const height = drawing().viewBox.baseVal.height;
    const set = { id: "tl-stretch", x, y: 0, width: Math.max(2, end - x), height, fill: "#1a4f8a", "fill-opacity": 0.15, stroke: "#1a4f8a", "pointer-events": "none" };
    for (const [name, value] of Object.entries(set)) box.setAttribute(name, value);
    drawing().append(box);
    const full = from !== null && to !== null;
    for (const id of ["tl-brush-entries", "tl-brush-days", "tl-brush-zoom"]) at(id).hidden = !full;
    if (!full) {
      at("tl-chosen").textContent = from === null ? `To ${words(to)}: set the start with [` : `From ${words(from)}: set the end with ]`;
      return;
    }
    const [first, last] = even(Math.min(from, to), Math.max(from, to));
    const [day, until] = [iso(first).slice(0, 10), iso(last - MINUTE).slice(0, 10)];
    const asked = askedOf(lane);
    const hours = first % DAY !== 0 || last % DAY !== 0;
    at("tl-chosen").textContent = `Chosen: ${words(first)} to ${last % DAY === 0 ? words(last - DAY) : words(last)}`;
    const days = until === day ? words(Date.parse(day)) : `${words(Date.parse(day))} to ${words(Date.parse(until))}`;
    at("tl-brush-days").textContent = `(${days}${asked ? `, ${asked.words}` : ""}${hours ? `, ${at("tl-brush-days").dataset.hours}` : ""})`;
    const query = new URLSearchParams({ from: day, to: until });
    if (asked) query.set(asked.name, asked.value);
    at("tl-brush-entries").setAttribute("href", `${at("tl").dataset.chronology}?${query}`);
    at("tl-brush-zoom").setAttribute("href", addressOf(first, last));
  };
  const setEnd = (end, time, lane = null) => {
    const lanes = { ...chosen.lanes, [end]: lane };
    choose(end === "from" ? time : chosen.from, end === "to" ? time : chosen.to, lanes);
    say(at("tl-chosen").textContent);
  };

  // From mark to mark: along the lane, or to the nearest of the next one.
  const step = (mark, key) => {
    const all = groups();
    const group = mark.closest("g[data-lane]");
    const own = marks(group);
    const here = own.indexOf(mark);
    const beside = { ArrowLeft: own[here - 1], ArrowRight: own[here + 1], Home: own[0], End: own[own.length - 1] };
    if (key in beside) return beside[key];
    const next = all[all.indexOf(group) + (key === "ArrowUp" ? -1 : 1)];
    return next ? nearest(marks(next), timeOf(mark)) : null;
  };
  const onMark = (mark, key) => {
    if (["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(key)) {
      const next = step(mark, key);
      if (next) focus(next);
      return true;
    }
    if (key === "Escape") focus(picture());
    else if (key === "+" || key === "=") zoom(0.5, timeOf(mark));
    else if (key === "-" || key === "_") zoom(2, timeOf(mark));
    else if (key === "[") setEnd("from", timeOf(mark), laneOf(mark));
    else if (key === "]") setEnd("to", timeOf(mark) + MINUTE, laneOf(mark));
    else return false;
    return true;
  };
  const onPicture = (key) => {
    // On a small screen the keys first bring the rest of the picture into sight.
    const box = picture();
    const hides = key === "ArrowLeft" ? box.scrollLeft > 0 : box.scrollLeft + box.clientWidth < box.scrollWidth - 1;
    if ((key === "ArrowLeft" || key === "ArrowRight") && hides) return false;
    const ways = { "+": "tl-in", "=": "tl-in", "-": "tl-out", _: "tl-out", ArrowLeft: "tl-earlier", ArrowRight: "tl-later", Home: "tl-whole" };
    const first = groups().flatMap(marks)[0];
    if (key in ways) follow(ways[key]);
    else if (key === "Enter" && first) focus(first);
    else if (key === "Escape") choose(null, null);
    else if (key === "[") setEnd("from", view().from);
    else if (key === "]") setEnd("to", view().to);
    else return false;
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !picture().contains(event.target)) return;
    const mark = markOf(event.target);
    if (mark ? onMark(mark, event.key) : onPicture(event.key)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest && event.target.closest("#tl-brush-clear")) {
      choose(null, null);
      focus(picture());
      return;
    }
    const link = event.target.closest ? event.target.closest("#tl a") : null;
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const { pathname, search } = new URL(link.getAttribute("href"), location.href);
    const href = pathname + search;
    if (pathname !== new URL(at("tl").dataset.address, location.href).pathname) return;
    event.preventDefault();
    if (link.id === "tl-brush-zoom") go(href, { id: "tl-picture" });
    else go(href);
  });
  at("tl-form").addEventListener("submit", (event) => {
    event.preventDefault();
    go(`${at("tl").dataset.address}?${new URLSearchParams(new FormData(event.target))}`);
  });
  const tell = (event) => {
    const mark = markOf(event.target);
    if (mark) at("tl-readout").textContent = titleOf(mark);
  };
  document.addEventListener("focusin", tell);
  document.addEventListener("pointerover", tell);

  document.addEventListener("pointerdown", (event) => {
    const onDrawing = event.target.closest && event.target.closest("#tl-picture svg");
    if (onDrawing && !markOf(event.target) && event.button === 0 && event.pointerType !== "touch") drag = { x: event.clientX, lane: laneAt(event.clientY), on: false };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    drag.on = drag.on || Math.abs(event.clientX - drag.x) > 4;
    const lane = laneAt(event.clientY) === drag.lane ? drag.lane : null;
    if (drag.on) choose(timeAt(Math.min(drag.x, event.clientX)), timeAt(Math.max(drag.x, event.clientX)), { from: lane, to: lane });
  });
  const drop = () => {
    if (drag && drag.on) say(at("tl-chosen").textContent);
    drag = null;
  };
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);
  document.addEventListener("wheel", (event) => {
    if (!event.ctrlKey || !picture().contains(event.target)) return;
    event.preventDefault();
    // Turns of the wheel that follow one another are one zoom.
    wheel = wheel || { factor: 1, about: timeAt(event.clientX), later: 0 };
    wheel.factor *= event.deltaY < 0 ? 0.7 : 1.4;
    clearTimeout(wheel.later);
    wheel.later = setTimeout(() => {
      const { factor, about } = wheel;
      wheel = null;
      zoom(factor, about);
    }, 120);
  }, { passive: false });

  const ready = () => {
    for (const id of ["tl-help", "tl-readout"]) at(id).hidden = false;
    at("tl-readout").textContent = "Point at a mark, or go to it by keyboard, to read here what it stands for.";
    chosen = { from: null, to: null, lanes: { from: null, to: null } };
    drag = null;
    const first = groups().flatMap(marks)[0];
    if (first) first.setAttribute("tabindex", "0");
  };
  ready();
})();
