// The phone's small manners: show a text at once, empty the field, stay at the newest text,
// send with Enter. Everything else is the server's; without this file the forms still work.
const thread = () => document.getElementById("thread");
const field = document.getElementById("body");
const unsent = document.getElementById("unsent");
let leaving = "";
let length = -1;

function toNewest() {
  const shown = thread();
  const count = shown.querySelectorAll("li").length;
  if (count !== length) shown.scrollTop = shown.scrollHeight;
  length = count;
}

function showAtOnce(text) {
  const bubble = document.createElement("li");
  bubble.className = "bubble mine";
  const words = document.createElement("p");
  words.textContent = text;
  const tick = document.createElement("small");
  tick.textContent = "✓";
  bubble.append(words, tick);
  thread().querySelector("ol").append(bubble);
  toNewest();
}

document.addEventListener("htmx:before:request", (event) => {
  if (event.target.id !== "composer") return;
  if (!field.value.trim()) return event.preventDefault();
  showAtOnce(field.value);
  leaving = field.value;
  field.value = "";
  unsent.hidden = true;
});
// A text that did not go is not lost: it stands in the field again, and the page says so.
document.addEventListener("htmx:error", (event) => {
  if (event.target.id !== "composer") return;
  field.value ||= leaving;
  unsent.hidden = false;
});
document.addEventListener("htmx:after:swap", toNewest);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  field.form.requestSubmit();
});
toNewest();
