// Keeps an open page up to date. The server says that something changed (server-sent events); the
// page then asks for its parts again. While nothing can be heard it asks by itself, every two
// seconds; else now and then, so that waiting times move on.
(() => {
  const part = () => document.querySelector("[data-live]");
  if (!part()) return;
  const SILENT = 2000, QUIET = 30000;
  const title = document.title;
  const sound = document.getElementById("sound");
  let source, asked = Date.now(), waiting = null;

  function refresh() {
    asked = Date.now();
    document.querySelectorAll("[data-live]").forEach((one) => one.dispatchEvent(new Event("refresh")));
  }

  function count(many) {
    if (sound?.checked && waiting !== null && many > waiting) chime();
    waiting = many;
    document.title = many ? `(${many}) ${title}` : title;
  }

  function chime() {
    const audio = new AudioContext(), tone = audio.createOscillator(), level = audio.createGain();
    level.gain.value = 0.05;
    tone.frequency.value = 660;
    tone.connect(level).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.15);
    tone.onended = () => audio.close();
  }

  // Whoever may see it no longer has nothing left to keep up to date.
  document.addEventListener("htmx:after:swap", () => part() || source?.close());

  function listen() {
    if (!part()) return;
    source = new EventSource(part().dataset.live);
    source.addEventListener("changed", refresh);
    source.addEventListener("waiting", (event) => count(Number(event.data)));
  }

  // A browser opens six connections to a server: pages beyond the fourth ask by themselves.
  function free(slot) {
    return new Promise((resolve) => navigator.locks.request(`live-${slot}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {}); // held as long as the page is open
    }));
  }

  async function listenInTurn() {
    if (!navigator.locks) return listen();
    for (let slot = 1; slot <= 4; slot++) if (await free(slot)) return listen();
  }

  listenInTurn();
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && listen());
  setInterval(() => {
    const heard = source?.readyState === EventSource.OPEN;
    if (Date.now() - asked >= (heard ? QUIET : SILENT) - 100) refresh();
    if (source?.readyState === EventSource.CLOSED) listen();
  }, SILENT);

  if (!sound) return;
  sound.checked = localStorage.getItem("sound") === "on";
  sound.addEventListener("change", () => localStorage.setItem("sound", sound.checked ? "on" : "off"));
})();
