// Putting things in order: every item of [data-order] has buttons that move it up or down.
// The items carry hidden fields, so the form sends them as they stand.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-order] [data-move]");
  if (!button) return;
  const item = button.closest("li");
  const up = button.dataset.move === "up";
  const other = up ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (up) other.before(item);
  else other.after(item);
  button.focus();
  announce(item);
});

function announce(item) {
  const list = item.closest("[data-order]");
  const place = [...list.children].indexOf(item) + 1;
  let said = list.parentElement.querySelector("[data-order-said]");
  if (!said) {
    said = document.createElement("p");
    said.dataset.orderSaid = "";
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    list.after(said);
  }
  said.textContent = `Now number ${place} of ${list.children.length}.`;
}
