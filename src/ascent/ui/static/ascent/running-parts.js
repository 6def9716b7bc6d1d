// The parts of the panel that only show: progress, facts with their curves, checks, printed lines.
// Everything that learner code sends goes in as text.

const MOST_POINTS = 240; // of a curve; beyond, every second one goes
const MOST_TEXT = 20_000; // characters of printed text that stay on the page
const WIDTH = 160; // of a curve, in its own units: those of the drawing in the template
const HEIGHT = 36;

/** A number as somebody reads it, in `digits` digits when it is no whole one. */
export function number(value, digits = 4) {
  if (typeof value !== "number") return String(value);
  if (Number.isInteger(value)) return value.toLocaleString("en");
  const size = Math.abs(value);
  if (size >= 1000 || size < 0.001) return value.toPrecision(3);
  return String(Number(value.toPrecision(digits)));
}

function make(name, className = "", text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

/** A bar with its numbers, and a modest word on the time left. */
export class Progress {
  constructor(root) {
    this.root = root;
    this.done = this.of = null;
    this.steps = []; // [seconds, done], the last few
    root.hidden = true;
  }

  show({ done, of, when }) {
    if (typeof done === "number") this.done = done;
    if (typeof of === "number") this.of = of;
    if (this.done === null) return;
    this.steps = [...this.steps.slice(-40), [when, this.done]];
    const share = this.of > 0 ? Math.min(Math.max(this.done / this.of, 0), 1) : null;
    this.root.hidden = false;
    this.root.querySelector("[data-done]").textContent = this.of > 0
      ? `${number(this.done)} of ${number(this.of)}` : `${number(this.done)} done`;
    this.root.querySelector("[data-left]").textContent = share === null ? "" : this.left();
    const bar = this.root.querySelector("[role=progressbar]");
    bar.toggleAttribute("hidden", share === null);
    if (share === null) return;
    bar.setAttribute("aria-valuenow", String(Math.round(100 * share)));
    bar.querySelector(".meter-fill").setAttribute("width", `${(100 * share).toFixed(2)}%`);
  }

  left() {
    const [[from, before], [to, now]] = [this.steps[0], this.steps.at(-1)];
    if (now >= this.of || to - from < 1 || now <= before) return "";
    const seconds = ((this.of - now) * (to - from)) / (now - before);
    if (seconds < 90) return `probably ${Math.max(1, Math.round(seconds))} s left`;
    return `probably ${Math.round(seconds / 60)} min left`;
  }
}

/** What the code told by name: its newest value and, for numbers, how it came to that. */
export class Facts {
  constructor(root, signs) {
    this.root = root;
    this.drawing = signs.content.querySelector("[data-curve]");
    this.known = new Map();
    root.replaceChildren();
    root.hidden = true;
  }

  show({ facts }) {
    for (const [name, value] of Object.entries(facts ?? {})) {
      const fact = this.known.get(name) ?? this.add(name);
      fact.value.textContent = number(value);
      if (typeof value === "number") fact.curve.add(value);
    }
  }

  add(name) {
    const row = make("div", "live-fact");
    const fact = { value: make("dd", "number"), curve: new Curve(this.drawing) };
    row.append(make("dt", "", name), fact.value, fact.curve.place);
    this.root.append(row);
    this.root.hidden = false;
    this.known.set(name, fact);
    return fact;
  }
}

/** A small line, from the first value to the newest, with its lowest and highest beside it. */
class Curve {
  constructor(drawing) {
    this.values = [];
    this.place = make("dd", "live-curve");
    this.place.hidden = true;
    this.svg = drawing.cloneNode(true);
    this.line = this.svg.firstElementChild;
    this.ends = make("span", "live-ends");
    this.ends.append(make("span"), make("span"));
    this.place.append(this.svg, this.ends);
    this.due = false;
  }

  add(value) {
    this.values.push(value);
    if (this.values.length > MOST_POINTS) {
      this.values = this.values.filter((_, at) => at % 2 === 0 || at === this.values.length - 1);
    }
    if (this.due || this.values.length < 2) return;
    this.due = true; // many values of one moment are drawn once
    requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.due = false;
    const low = Math.min(...this.values), high = Math.max(...this.values);
    const x = (at) => (WIDTH * at) / (this.values.length - 1);
    const y = (value) => 2 + (HEIGHT - 4) * (high > low ? (high - value) / (high - low) : 0.5);
    const points = this.values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`);
    this.line.setAttribute("points", points.join(" "));
    const [first, newest] = [this.values[0], this.values.at(-1)];
    this.svg.setAttribute("aria-label", `from ${number(first)} to ${number(newest)}`);
    const [top, bottom] = this.ends.children;
    top.textContent = number(high, 3);
    bottom.textContent = high > low ? number(low, 3) : "";
    this.place.hidden = false;
  }
}

/** A sentence of Markdown without its marks. */
function plain(sentence) {
  return String(sentence).replaceAll("`", "");
}

/** The checks, one by one as they end. */
export class Checks {
  constructor(root, signs, sentences) {
    this.root = root;
    this.signs = signs;
    this.sentences = sentences;
    root.replaceChildren();
    root.hidden = true;
  }

  started({ name }) {
    const all = Object.keys(this.sentences);
    const place = all.includes(name) ? `Check ${all.indexOf(name) + 1} of ${all.length}` : "A check";
    return `${place} runs: ${plain(this.sentences[name] ?? name)}`;
  }

  ended({ outcome, sentence }) {
    if (outcome === "not-run" || outcome === "our-fault") return; // the verdict says more
    const state = outcome === "passed" ? "pass" : "fail";
    const sign = this.signs.content.querySelector(`[data-sign=${state}]`).cloneNode(true);
    const row = make("li", `check check-${state}`);
    const head = make("div", "check-head");
    head.append(...sign.childNodes, make("p", "", plain(sentence)));
    row.append(head);
    this.root.append(row);
    this.root.hidden = false;
  }
}

/** Printed lines as they come; only the newest stay when there are many. */
export class Printed {
  constructor(root) {
    this.root = root;
    this.place = root.querySelector("pre");
    this.note = root.querySelector("[data-note]");
    this.text = "";
    this.due = false;
    this.place.textContent = "";
    root.hidden = true;
  }

  add({ text, cut }) {
    this.text += text;
    if (cut) this.note.hidden = false;
    if (this.text.length > MOST_TEXT) {
      const cut = this.text.length - MOST_TEXT;
      this.text = this.text.slice(this.text.indexOf("\n", cut) + 1 || cut);
      this.note.hidden = false;
    }
    if (this.due) return;
    this.due = true;
    requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.due = false;
    const { place } = this;
    const atEnd = place.scrollTop + place.clientHeight >= place.scrollHeight - 8;
    place.textContent = this.text;
    this.root.hidden = false;
    if (atEnd) place.scrollTop = place.scrollHeight;
  }
}
