// htmx: the CSRF token on every request, and a toast with "Try again" when one fails.
// Nothing on the page is replaced by a failure, so what the person wrote stays where it is.

import { told } from "./told.js";

export function startRequests() {
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:sendError", (event) => failed(event, { text: unreachable }));
  document.addEventListener("htmx:timeout", (event) => failed(event, { text: unreachable }));
  document.addEventListener("htmx:responseError", (event) => failed(event, refused(event.detail.xhr)));
}

export function csrfToken() {
  return document.querySelector("meta[name=csrf-token]")?.content ?? "";
}

const unreachable = "Ascent does not answer. What you wrote is still on this page. Start Ascent again if it has stopped, then try again.";

function refused(xhr) {
  const said = told(xhr.responseText, xhr.getResponseHeader("Content-Type"));
  if (said) return { ...said, text: `${said.text} What you wrote is still on this page.` };
  return { text: refusal(xhr) };
}

function refusal(xhr) {
  if (xhr.status === 403) return "Ascent did not accept this request (403). What you wrote is still on this page. Open the address that Ascent printed in the terminal in this browser, then try again.";
  return `Ascent could not finish this (${xhr.status}). What you wrote is still on this page.`;
}

function failed(event, { text, way }) {
  const { elt, requestConfig } = event.detail;
  const trigger = requestConfig?.triggeringEvent?.type ?? "click";
  const again = elt && { word: "Try again", act: () => window.htmx.trigger(elt, trigger) };
  const there = way && { word: way.word, act: () => window.location.assign(way.href) };
  toast(text, ...[there, again].filter(Boolean));
}

/** Shows a sentence until it is dismissed; each way on is {word, act}. */
export function toast(text, ...ways) {
  const place = document.getElementById("toasts");
  if (!place) return;
  for (const old of place.children) if (old.firstChild.textContent === text) old.remove();
  const item = document.createElement("div");
  item.className = "toast";
  const words = document.createElement("p");
  words.textContent = text;
  item.append(words);
  for (const way of ways) item.append(control(way.word, () => { item.remove(); way.act(); }));
  item.append(control("Dismiss", () => item.remove()));
  place.append(item);
}

function control(word, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small";
  button.textContent = word;
  button.addEventListener("click", act);
  return button;
}
