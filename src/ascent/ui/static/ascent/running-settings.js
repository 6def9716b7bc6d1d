// The settings of code that runs: a number field each, with a slider where both ends are known.

import { csrfToken, toast } from "./requests.js";
import { number } from "./running-parts.js";

const PAUSE = 150; // ms between two values that a moving slider sends
const WIDE = 100; // times: a setting that reaches so far moves by factors, not by steps

export class Settings {
  constructor(root, address, values) {
    this.root = root;
    this.address = address;
    this.values = values;
    this.known = new Map();
    root.querySelectorAll(".live-setting").forEach((old) => old.remove());
    root.hidden = true;
  }

  /** A setting that the code asks for, or the value that it has now. */
  show({ name, value, low, high, about }) {
    const known = this.known.get(name);
    if (low === undefined) this.values[name] = value; // somebody turned it, here or elsewhere
    if (known) known.set(value);
    else if (typeof value === "number" && low !== undefined) {
      const now = this.values[name] ?? value;
      const one = new Setting({ name, value: now, low, high, about }, (to) => this.send(name, to));
      this.known.set(name, one);
      this.root.append(one.root);
      this.root.hidden = false;
    }
  }

  async send(name, value) {
    const body = new URLSearchParams({ name, value });
    const headers = { "X-CSRFToken": csrfToken() };
    try {
      const answer = await fetch(this.address, { method: "POST", body, headers });
      if (!answer.ok) toast(`“${name}” could not be set. ${await said(answer)}`.trim());
    } catch {
      toast(`“${name}” could not be set: Ascent does not answer.`);
    }
  }
}

async function said(answer) {
  return answer.headers.get("Content-Type")?.startsWith("text/plain") ? answer.text() : "";
}

let count = 0;

class Setting {
  constructor({ name, value, low, high, about }, send) {
    this.send = send;
    this.low = typeof low === "number" ? low : null;
    this.high = typeof high === "number" ? high : null;
    this.whole = [value, this.low ?? 0, this.high ?? 0].every(Number.isInteger);
    this.root = document.createElement("div");
    this.root.className = "live-setting field";
    const id = `live-setting-${(count += 1)}`;
    this.root.append(this.label(id, name), this.row(id, name));
    if (about) this.root.append(this.help(id, about));
    this.set(value);
  }

  label(id, name) {
    const label = document.createElement("label");
    label.htmlFor = id;
    label.textContent = name;
    return label;
  }

  row(id, name) {
    const row = document.createElement("div");
    row.className = "live-setting-row";
    this.field = document.createElement("input");
    this.field.type = "number";
    this.field.id = id;
    this.field.step = this.whole ? "1" : "any";
    if (this.low !== null) this.field.min = this.low;
    if (this.high !== null) this.field.max = this.high;
    this.field.addEventListener("change", () => this.typed());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.typed();
    });
    row.append(this.field);
    if (this.low !== null && this.high !== null && this.high > this.low) {
      row.append(this.makeSlider(name));
    }
    return row;
  }

  help(id, about) {
    const help = document.createElement("p");
    help.className = "field-help";
    help.id = `${id}-help`;
    help.textContent = about;
    this.field.setAttribute("aria-describedby", help.id);
    return help;
  }

  makeSlider(name) {
    const slider = document.createElement("input");
    slider.type = "range";
    slider.setAttribute("aria-label", `${name}, slider`);
    this.byFactor = !this.whole && this.low > 0 && this.high / this.low >= WIDE;
    Object.assign(slider, this.whole
      ? { min: this.low, max: this.high, step: 1 } : { min: 0, max: 100, step: 1 });
    slider.addEventListener("input", () => this.slid());
    this.slider = slider;
    return slider;
  }

  /** The value that a place of the slider stands for, in as many digits as it can tell apart. */
  at(place) {
    if (this.whole) return place;
    const share = place / 100;
    const value = this.byFactor
      ? this.low * (this.high / this.low) ** share : this.low + share * (this.high - this.low);
    return Math.min(Math.max(Number(value.toPrecision(3)), this.low), this.high);
  }

  place(value) {
    if (this.whole) return value;
    return 100 * (this.byFactor
      ? Math.log(value / this.low) / Math.log(this.high / this.low)
      : (value - this.low) / (this.high - this.low));
  }

  slid() {
    const value = this.at(Number(this.slider.value));
    this.field.value = value;
    this.tell(value);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.give(value), PAUSE);
  }

  typed() {
    if (this.field.value === "" || !this.field.checkValidity()) {
      this.field.reportValidity();
      return;
    }
    const value = Number(this.field.value);
    if (this.slider) this.slider.value = this.place(value);
    this.tell(value);
    this.give(value);
  }

  give(value) {
    if (value === this.value) return;
    this.value = value;
    this.send(value);
  }

  /** The value as the code has it, unless somebody turns it at this moment. */
  set(value) {
    if (typeof value !== "number") return;
    this.value = value;
    if (document.activeElement !== this.field) this.field.value = value;
    if (this.slider && document.activeElement !== this.slider) this.slider.value = this.place(value);
    this.tell(value);
  }

  tell(value) {
    this.slider?.setAttribute("aria-valuetext", number(value));
  }
}
