// Results that arrive below the fold come into view, without taking the focus.

document.addEventListener("htmx:afterSwap", (event) => {
  const results = document.querySelector("#results");
  if (!results || event.detail.target !== results || results.querySelector(".pending")) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  results.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
});
