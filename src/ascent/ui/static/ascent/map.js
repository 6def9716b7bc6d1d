// Moving over the map: arrows, + and −, drag, wheel, pinch, and the view buttons. The server has
// drawn everything; here only the viewBox changes.

const NEAR = 0.69; // screen pixels per map pixel from which all skills have room for their names
const MID = 0.3; // from which topics have
const LEAST = 0.33; // the first view is no smaller than this
const CLOSEST = 1.6;
const GROWTH = 1.25; // as much do names grow on the map, before they would meet
const STEP = 0.18; // of the view, for one press of an arrow

for (const frame of document.querySelectorAll("[data-topo]")) start(frame);
document.addEventListener("htmx:load", (event) => {
  for (const frame of event.detail.elt.querySelectorAll("[data-topo]")) start(frame);
});

function start(frame) {
  if (frame.dataset.started !== undefined) return;
  frame.dataset.started = "";
  const svg = frame.querySelector("svg.topo");
  const whole = boxOf(svg.dataset.whole);
  let box = boxOf(svg.getAttribute("viewBox"));
  let moving = 0;

  const scale = (of = box) => Math.min(frame.clientWidth / of.w, frame.clientHeight / of.h);

  function show(next) {
    if (!frame.clientWidth || !frame.clientHeight) return; // not laid out: nothing to show it on
    box = held(next);
    svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.w} ${box.h}`);
    const now = scale();
    svg.dataset.zoom = now >= NEAR ? "near" : now >= MID ? "mid" : "far";
    svg.style.setProperty("--unit", now >= NEAR ? Math.min(1 / now, GROWTH) : 1 / now);
  }

  /** No farther than the whole map, no closer than a label fills the screen, centre on the map. */
  function held(next) {
    const wanted = clamp(scale(next), scale(whole) * 0.95, CLOSEST);
    const w = frame.clientWidth / wanted;
    const h = frame.clientHeight / wanted;
    const cx = clamp(next.x + next.w / 2, whole.x, whole.x + whole.w);
    const cy = clamp(next.y + next.h / 2, whole.y, whole.y + whole.h);
    return { x: cx - w / 2, y: cy - h / 2, w, h };
  }

  /** On a small screen the first view comes close enough to read, around what is next. */
  function readable(next) {
    if (scale(next) >= LEAST) return next;
    const mark = frame.querySelector(".topo-next, .topo-soon, .topo-goal");
    if (!mark) return next;
    const w = frame.clientWidth / NEAR;
    const h = frame.clientHeight / NEAR;
    return { x: mark.dataset.x - w / 2, y: mark.dataset.y - h / 2, w, h };
  }

  function glide(next) {
    cancelAnimationFrame(moving);
    const from = box;
    const to = held(next);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) { show(to); return; }
    const began = performance.now();
    const frameOf = (time) => {
      const t = clamp((time - began) / 220, 0, 1);
      const eased = 1 - (1 - t) ** 3;
      const mix = (a, b) => a + (b - a) * eased;
      show({ x: mix(from.x, to.x), y: mix(from.y, to.y), w: mix(from.w, to.w), h: mix(from.h, to.h) });
      if (t < 1) moving = requestAnimationFrame(frameOf);
    };
    moving = requestAnimationFrame(frameOf);
  }

  function zoomed(factor, px = frame.clientWidth / 2, py = frame.clientHeight / 2) {
    const fx = px / frame.clientWidth;
    const fy = py / frame.clientHeight;
    const w = box.w * factor;
    const h = box.h * factor;
    return { x: box.x + (box.w - w) * fx, y: box.y + (box.h - h) * fy, w, h };
  }

  const moved = (dx, dy) => ({ ...box, x: box.x + dx, y: box.y + dy });

  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    const act = {
      "+": () => zoomed(0.8), "=": () => zoomed(0.8), "-": () => zoomed(1.25), "−": () => zoomed(1.25), "0": () => whole,
      ArrowLeft: () => moved(-box.w * STEP, 0), ArrowRight: () => moved(box.w * STEP, 0),
      ArrowUp: () => moved(0, -box.h * STEP), ArrowDown: () => moved(0, box.h * STEP),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    glide(act());
  });

  frame.addEventListener("focusin", (event) => {
    const node = event.target.closest(".topo-node");
    if (!node || !node.matches(":focus-visible")) return;
    const x = Number(node.dataset.x);
    const y = Number(node.dataset.y);
    const inside = x > box.x + box.w * 0.1 && x < box.x + box.w * 0.9 && y > box.y + box.h * 0.12 && y < box.y + box.h * 0.85;
    if (!inside) glide({ ...box, x: x - box.w / 2, y: y - box.h / 2 });
  });

  frame.addEventListener("click", (event) => {
    const button = event.target.closest("[data-box], [data-zoom-by]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.zoomBy) { glide(zoomed(Number(button.dataset.zoomBy))); return; }
    for (const other of frame.querySelectorAll("[data-box]")) other.setAttribute("aria-pressed", String(other === button));
    glide(boxOf(button.dataset.box));
  });

  frame.addEventListener("wheel", (event) => {
    event.preventDefault();
    const place = frame.getBoundingClientRect();
    show(zoomed(Math.exp(clamp(event.deltaY, -120, 120) / 400), event.clientX - place.left, event.clientY - place.top));
  }, { passive: false });

  drag(frame, svg, {
    move(dx, dy) { show(moved((-dx / frame.clientWidth) * box.w, (-dy / frame.clientHeight) * box.h)); },
    pinch(factor, px, py) { show(zoomed(factor, px, py)); },
  });

  /** Brings a skill into the middle: for the page's search and list. */
  frame.addEventListener("topo:show", (event) => {
    const node = frame.querySelector(`[data-skill="${CSS.escape(event.detail.skill)}"]`);
    if (!node) return;
    const w = frame.clientWidth / 0.9;
    const h = frame.clientHeight / 0.9;
    glide({ x: node.dataset.x - w / 2, y: node.dataset.y - h / 2, w, h });
  });

  new ResizeObserver(() => show(box)).observe(frame);
  const opened = frame.querySelector("[data-box][aria-pressed=true]")?.dataset.view;
  show(opened === "near" ? readable(box) : box);
}

/** Pointer gestures: one finger or the mouse moves, two fingers pinch; a drag is no click. */
function drag(frame, svg, act) {
  const pointers = new Map();
  let far = 0;

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, event);
    far = 0;
  });
  window.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    if (pointers.size === 1) {
      const dx = event.clientX - before.clientX;
      const dy = event.clientY - before.clientY;
      far += Math.abs(dx) + Math.abs(dy);
      if (far > 5) {
        frame.classList.add("topo-dragging");
        act.move(dx, dy);
      }
    } else {
      const other = [...pointers.values()].find((item) => item.pointerId !== event.pointerId);
      const apart = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      const place = frame.getBoundingClientRect();
      far = 100;
      act.pinch(apart(before, other) / Math.max(apart(event, other), 1),
        (event.clientX + other.clientX) / 2 - place.left, (event.clientY + other.clientY) / 2 - place.top);
    }
    pointers.set(event.pointerId, event);
  });
  const end = (event) => {
    pointers.delete(event.pointerId);
    if (!pointers.size) frame.classList.remove("topo-dragging");
  };
  window.addEventListener("pointerup", end);
  window.addEventListener("pointercancel", end);
  svg.addEventListener("click", (event) => {
    if (far > 5) event.preventDefault();
    far = 0;
  }, { capture: true });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}

function boxOf(text) {
  const [x, y, w, h] = text.split(" ").map(Number);
  return { x, y, w, h };
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
