// The way on which sliders tell their places while they are dragged. Of the places that come while
// it is busy only the newest is told, and none twice. While the browser draws an answer the server
// has nothing to do: so a place is told once the last one must have been answered, and not only
// when its answer stands on the page. A message that comes earlier would break the answer off;
// never are more than two on the way. The answer brings the news of all parts of the page in one
// piece, as each part of its own would cost a drawing.
const SPACING = 33; // milliseconds from message to message, at least
const APART = 20; // milliseconds after which what was told is on its way
const PATIENCE = 1500; // milliseconds after which a message counts as lost, at least
const CALM = 10; // milliseconds that a message may take to the server and back, at least
const LONGEST = 300; // and at most: beyond them an answer is waited for

class Stream {
  constructor() {
    this.number = Date.now();
    this.open = []; // the numbers of the messages that have no answer yet
    this.drawn = 0; // of the newest message whose answer stands on the page
    this.took = null; // how long the server reckons, as it told with its answers
    this.calm = CALM;
    this.next = null;
    this.last = ""; // what was told last
    this.held = null; // the last message, while its slider is held
    this.misses = 0; // so many messages in turn had no answer
    this.spoken = 0;
    this.unanswered = false; // whether a letting go has yet to be carried out
    this.link = null; // the link that was clicked meanwhile
    this.letGo = null; // lets the slider go that is held
    document.addEventListener("click", (event) => this.turned(event), true);
  }

  // A page that is turned takes its sliders away: it turns when their last word was carried out.
  turned(event) {
    const link = event.composedPath().find((one) => one.tagName === "A");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
    if (!link || elsewhere) return;
    this.letGo?.(); // a finger or a key may choose the next page while another hand holds a slider
    if (!this.unanswered) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.link = link;
  }

  // The page has answered a letting go.
  carriedOut() {
    clearTimeout(this.giveUp);
    const { link } = this;
    this.unanswered = false;
    this.link = null;
    link?.click();
  }

  // Input: the slider's key and its places; what lets it go where its page is left.
  tell(key, places, letGo) {
    this.letGo = letGo;
    const place = JSON.stringify([key, places]);
    if (place === this.last) return;
    this.last = place;
    this.next = { key, places };
    this.speak();
  }

  // A slider was let go: the page will be drawn with its place, and nothing older may follow.
  // Streamlit sends what is told in one turn as one message, for one part of the page; a place
  // that was told just now belongs to another part, so this waits until it is on its way.
  hush(letGo) {
    this.next = null;
    this.held = null;
    this.letGo = null;
    this.last = "";
    this.unanswered = true;
    clearTimeout(this.giveUp);
    this.giveUp = setTimeout(() => this.carriedOut(), PATIENCE);
    setTimeout(letGo, performance.now() - this.spoken < APART ? APART : 0);
    this.spoken = performance.now();
  }

  // When the next place may be told.
  get ready() {
    const spaced = this.spoken + SPACING;
    if (!this.open.length) return spaced;
    if (this.open.length > 1 || this.took === null) return Infinity;
    return Math.max(spaced, this.spoken + this.took + this.calm);
  }

  speak() {
    clearTimeout(this.timer);
    const early = this.ready - performance.now();
    if (!this.next || early === Infinity) return;
    if (early > 0) {
      this.timer = setTimeout(() => this.speak(), early);
      return;
    }
    this.number += 1;
    this.open.push(this.number);
    this.spoken = performance.now();
    const message = { ...this.next, number: this.number, seen: globalThis.bellwetherInSight?.() ?? [] };
    this.held = this.next;
    this.next = null;
    clearTimeout(this.patience);
    // Twice as long each time: a message breaks off the answer to the last one.
    const patience = Math.max(PATIENCE, 3 * (this.took ?? 0)) * 2 ** Math.min(this.misses, 5);
    this.patience = setTimeout(() => this.missed(), patience);
    this.send(message);
  }

  // A line that broke has swallowed what was told: it is told again, unless a newer place waits.
  missed() {
    this.misses += 1;
    this.next ??= this.held;
    this.heard(this.number);
  }

  // An answer to two messages tells that the second came too early, or was drawn before the first:
  // the next ones wait longer, and little by little less again.
  heard(number, took = null) {
    const left = this.open.filter((one) => one > number);
    const answered = this.open.length - left.length;
    if (!answered) return;
    this.open = left;
    if (took !== null) {
      this.took = Math.max(took, 0.8 * (this.took ?? 0));
      this.misses = 0;
    }
    this.calm = answered > 1 ? Math.min(2 * this.calm, LONGEST) : Math.max(this.calm - 1, CALM);
    if (!left.length) clearTimeout(this.patience);
    setTimeout(() => this.speak());
  }
}

export default function stream({ data, setTriggerValue }) {
  const way = (globalThis.bellwetherStream ??= new Stream());
  way.send = (message) => setTriggerValue("moved", message);
  const news = Object.entries(data.news ? JSON.parse(data.news) : {});
  // What is drawn again from an answer that was drawn brings no news: the page may be further on.
  if (news.length && data.heard > way.drawn) {
    way.drawn = data.heard;
    for (const [at, told] of news) globalThis.bellwetherParts.tell(at, told, data.sent);
  } else if (!news.length) way.last = ""; // the page was drawn anew: what was in hand is so no more
  way.heard(data.heard ?? 0, data.took);
}
