// What happens now, as the server tells it: one stream per browser, shared by its tabs.
// The tab that holds the lock reads the stream and passes events on; when it is closed, the next
// one takes over. Without locks and channels every tab reads a stream of its own.

const NAME = "ascent-live";
const FIRST_WAIT = 500; // ms until the first try to come back; doubled each time
const LONGEST_WAIT = 15_000;

const followers = new Set(); // what this tab follows: {topic, seen, tell, connected}
let last = 0; // the id of the last event in this browser, as far as this tab knows
let place = ""; // the address of the stream
let channel = null;
let stream = null;
let release = null; // ends our turn as the tab that reads
let waiting = null; // aborts our wait for that turn
let timer = 0;
let wait = FIRST_WAIT;

/**
 * Tell `tell(event)` everything about `topic` that comes after event `after`, each event once, and
 * `connected(is)` whether it can be relied on to come. Returns a function that ends this.
 */
export function follow({ address, topic, after, tell, connected }) {
  const one = { topic, seen: 0, tell, connected };
  place = address;
  last = last ? Math.min(last, after) : after;
  followers.add(one);
  if (followers.size === 1) join();
  else if (release) open();
  else channel?.postMessage({ hello: after });
  return () => {
    if (followers.delete(one) && followers.size === 0) leave();
  };
}

function join() {
  if (!("locks" in navigator) || !("BroadcastChannel" in window)) {
    open();
    return;
  }
  channel = new BroadcastChannel(NAME);
  channel.onmessage = (message) => hear(message.data);
  waiting = new AbortController();
  navigator.locks.request(NAME, { signal: waiting.signal }, read).catch(() => {});
  channel.postMessage({ hello: last });
}

/** Our turn: read for all tabs until we need nothing any more. */
function read() {
  if (followers.size === 0) return undefined;
  open();
  return new Promise((done) => { release = done; });
}

function leave() {
  close();
  waiting?.abort();
  release?.();
  channel?.close();
  release = waiting = channel = null;
  last = 0;
}

function hear({ event, number, state, hello }) {
  if (event) {
    last = Math.max(last, number);
    pass(event);
  } else if (state !== undefined) {
    for (const one of followers) one.connected(state);
  } else if (hello !== undefined && release) { // another tab came: it needs what it missed
    last = Math.min(last, hello);
    open();
  }
}

function pass(event) {
  for (const one of [...followers]) {
    if (one.topic !== event.topic || (event.at && event.at <= one.seen)) continue;
    one.seen = Math.max(one.seen, event.at);
    one.tell(event);
  }
}

// ---- the stream itself, in the tab that reads ------------------------------------------------

function open() {
  close();
  const source = new EventSource(`${place}?after=${last}`);
  stream = source;
  source.onopen = () => {
    wait = FIRST_WAIT;
    say(true);
  };
  source.onmessage = (message) => {
    const event = JSON.parse(message.data);
    last = Math.max(last, Number(message.lastEventId) || 0);
    pass(event);
    channel?.postMessage({ event, number: last });
  };
  source.onerror = () => {
    if (stream !== source) return;
    close();
    say(false);
    timer = window.setTimeout(open, wait);
    wait = Math.min(2 * wait, LONGEST_WAIT);
  };
}

function close() {
  window.clearTimeout(timer);
  stream?.close();
  stream = null;
}

function say(state) {
  for (const one of followers) one.connected(state);
  channel?.postMessage({ state });
}
