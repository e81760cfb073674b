// The clock of a call that goes on.
(() => {
  const clock = document.querySelector("[data-since]");
  if (!clock) return;
  const began = Date.parse(clock.dataset.since);
  const two = (number) => String(number).padStart(2, "0");
  function tick() {
    const seconds = Math.max(0, Math.floor((Date.now() - began) / 1000));
    clock.textContent = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  }
  tick();
  setInterval(tick, 1000);
})();
