// Code that runs for longer than a blink: what it does, how far it is, Stop, and its settings.
// The verdict itself comes by the request in the panel; this shows what happens until then.
// Where the blink was enough, the answer to Check is the verdict, and nothing here begins.

import { Checks, Facts, Printed, Progress } from "./running-parts.js";
import { Settings } from "./running-settings.js";
import { follow } from "./live.js";

const TURN = 4; // seconds without a word after which the code probably waits for its turn
const LOOK = 15_000; // ms after which the page asks although nothing was told

class Panel {
  constructor(root) {
    this.root = root;
    this.says = root.querySelector("[data-live-says]");
    this.began = performance.now() - 1000 * Number(root.dataset.seconds);
    this.title = this.says.textContent;
    this.connected = this.heard = this.begun = this.seen = false;
    this.forced = this.settled = false;
    this.values = JSON.parse(root.dataset.values); // of settings that were turned before
    this.end = null;
    this.wake();
  }

  wake() {
    for (const part of this.root.querySelectorAll("[data-live-later]")) part.hidden = false;
    this.begin();
    this.clock = window.setInterval(() => this.tick(), 1000);
    this.look = window.setInterval(() => this.ask(), LOOK);
    this.tick();
    this.end = follow({
      address: this.root.dataset.stream,
      topic: this.root.dataset.live,
      after: Number(this.root.dataset.after),
      tell: (event) => this.hear(event),
      connected: (is) => this.set(is),
    });
  }

  /** From the start: also when the server began anew and runs the code again. */
  begin() {
    const part = (name) => this.root.querySelector(`[data-live-${name}]`);
    this.progress = new Progress(part("progress"));
    this.facts = new Facts(part("facts"), part("signs"));
    this.checks = new Checks(part("checks"), part("signs"), JSON.parse(this.root.dataset.checks));
    this.printed = new Printed(part("printed"));
    this.settings = new Settings(part("settings"), this.root.dataset.set, this.values);
  }

  hear(event) {
    if (!this.root.isConnected) return this.stop();
    if (!this.begun) this.say(this.title);
    this.begun = true;
    if (event.event === "begun") this.begin();
    else if (event.event === "check-started") this.say(this.checks.started(event));
    else if (event.event === "check") this.checks.ended(event.result);
    else if (event.event === "output") this.printed.add(event);
    else if (event.event === "setting") this.settings.show(event);
    else if (event.event === "progress") {
      this.progress.show(event);
      this.facts.show(event);
      this.bringIntoView();
    } else if (event.event === "settled") {
      this.settled = true;
      this.ask();
    }
    return undefined;
  }

  /** Once, as results are brought into view: when there is something to watch. */
  bringIntoView() {
    if (this.seen) return;
    this.seen = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const view = { block: "nearest", behavior: calm ? "auto" : "smooth" };
    requestAnimationFrame(() => this.root.scrollIntoView(view));
  }

  say(text) {
    if (text !== this.says.textContent) this.says.textContent = text;
  }

  tick() {
    if (!this.root.isConnected) return this.stop();
    const seconds = Math.max(0, Math.floor((performance.now() - this.began) / 1000));
    const minutes = Math.floor(seconds / 60);
    const clock = this.root.querySelector("[data-live-clock]");
    clock.textContent = minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
    if (!this.begun && this.connected && seconds >= TURN) this.say("Waiting for its turn …");
    return undefined;
  }

  set(connected) {
    if (connected === this.connected) return;
    const again = this.heard && connected;
    this.connected = connected;
    this.heard ||= connected;
    if (again || !connected) this.ask(); // the server was away, or is: a request tells
  }

  /** Ask for the end now: it is there, or may be. */
  ask() {
    const asking = this.root.querySelector("[data-live-ask]");
    if (!asking) return;
    this.forced = true;
    window.htmx.trigger(asking, "ask");
    this.forced = false;
  }

  stop() {
    window.clearInterval(this.clock);
    window.clearInterval(this.look);
    this.end?.();
    this.end = null;
  }
}

const panels = new WeakMap();

function start(within) {
  const roots = [...within.querySelectorAll("[data-live]")];
  if (within.matches?.("[data-live]")) roots.push(within);
  for (const root of roots) if (!panels.has(root)) panels.set(root, new Panel(root));
}

function panelOf(element) {
  return panels.get(element.closest?.("[data-live]"));
}

start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));

// While the stream tells of the end, no request is held open for it; asked now, it does not wait.
document.addEventListener("htmx:configRequest", (event) => {
  const panel = event.detail.elt.matches("[data-live-ask]") && panelOf(event.detail.elt);
  if (!panel?.connected) return;
  // A look that was under way when the end was told takes its place in the page, and ours with it:
  // what it brings asks once more.
  const wanted = panel.forced || panel.settled;
  if (!panel.forced) panel.settled = false;
  if (wanted) event.detail.parameters.set("wait", "0");
  else event.preventDefault();
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.elt.matches("[data-live-stop]") || !event.detail.successful) return;
  const button = event.detail.elt.querySelector("button");
  button.setAttribute("aria-disabled", "true"); // not disabled: that would lose the focus
  button.textContent = "Stopping …";
});

// Whoever had the focus in the panel finds it at the results that take its place.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target } = event.detail;
  if (target.id !== "results" || !event.detail.shouldSwap) return;
  for (const root of target.querySelectorAll("[data-live]")) panels.get(root)?.stop();
  if (target.contains(document.activeElement)) target.focus({ preventScroll: true });
});
