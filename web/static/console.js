// Single keys for those who work here all day. They can be turned off (WCAG 2.1.4), and do nothing
// while somebody types.
(() => {
  const box = document.getElementById("keys");
  box.checked = localStorage.getItem("keys") !== "off";
  box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));

  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select");

  function move(step) {
    const rows = [...document.querySelectorAll("[data-row]")];
    const next = rows[rows.indexOf(document.activeElement) + step] ?? (step > 0 ? rows[0] : rows.at(-1));
    next?.focus();
  }

  // A suggestion goes into the field, to be changed and sent by a person.
  document.addEventListener("click", (event) => {
    const suggestion = event.target.closest("[data-fill]");
    const field = suggestion && document.getElementById(suggestion.dataset.fill);
    if (!field || field.disabled) return;
    field.value = suggestion.textContent;
    field.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return typing(event.target)?.blur();
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const part = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not(:disabled)`);
    if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
    else if (part?.matches("button, a")) part.click();
    else if (part) part.focus();
    else return;
    event.preventDefault();
  });
})();

// A thread opens at its newest text and stays there, unless somebody has scrolled up to read.
(() => {
  const thread = () => document.getElementById("thread");
  let atEnd = true;
  const toNewest = () => thread()?.scrollTo(0, thread().scrollHeight);
  const left = (log) => log.scrollHeight - log.scrollTop - log.clientHeight;
  document.addEventListener("scroll", (event) => {
    if (event.target === thread()) atEnd = left(event.target) < 40;
  }, true);
  document.addEventListener("htmx:after:swap", () => atEnd && toNewest());
  toNewest();
})();
