// Comfort only: a page that waits looks again by itself, and shows what is new without losing what is being typed. Without scripts the
// page is loaded again. Where its visitor stopped that, this is not loaded.
"use strict";
const live = document.querySelector("[data-live]");
if (live) {
  const again = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      // Something else is to be seen now: the next stage, or the discussion.
      if (answer.redirected) {
        location.replace(answer.url);
        return;
      }
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-live]");
      // Nothing is exchanged under somebody who reads in it.
      if (fresh && fresh.innerHTML !== live.innerHTML && !live.contains(document.activeElement) && !live.querySelector("details[open]")) {
        live.innerHTML = fresh.innerHTML;
      }
    } catch {
      // The machine is not there for a moment: it is tried again.
    }
  };
  setInterval(again, 5000);
}
