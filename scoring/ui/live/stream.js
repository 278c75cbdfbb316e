// The way on which sliders tell their places while they are dragged. A place is told once the last
// one has been answered: a message in between would break the drawing off, and a quick hand would
// see nothing move. Of the places that come meanwhile only the newest is told. The answer brings
// the news of all parts of the page in one piece, as each part of its own would cost a drawing.
const SPACING = 60; // milliseconds from message to message, at least
const APART = 20; // milliseconds after which what was told is on its way
const PATIENCE = 1500; // milliseconds after which a message counts as answered

class Stream {
  constructor() {
    this.number = Date.now();
    this.open = null; // the number of the message that has no answer yet
    this.next = null;
    this.spoken = 0;
    this.unanswered = false; // whether a letting go has yet to be carried out
    this.link = null; // the link that was clicked meanwhile
    document.addEventListener("click", (event) => this.turned(event), true);
  }

  // A page that is turned takes its sliders away: it turns when their last word was carried out.
  turned(event) {
    const link = event.composedPath().find((one) => one.tagName === "A");
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
    if (!link || !this.unanswered || elsewhere) return;
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

  tell(key, places) {
    this.next = { key, places };
    this.speak();
  }

  // A slider was let go: the page will be drawn with its place, and nothing older may follow.
  // Streamlit sends what is told in one turn as one message, for one part of the page; a place
  // that was told just now belongs to another part, so this waits until it is on its way.
  hush(letGo) {
    this.next = null;
    this.unanswered = true;
    clearTimeout(this.giveUp);
    this.giveUp = setTimeout(() => this.carriedOut(), PATIENCE);
    setTimeout(letGo, performance.now() - this.spoken < SPACING ? APART : 0);
    this.spoken = performance.now();
  }

  speak() {
    clearTimeout(this.timer);
    if (!this.next || this.open !== null) return;
    const early = this.spoken + SPACING - performance.now();
    if (early > 0) {
      this.timer = setTimeout(() => this.speak(), early);
      return;
    }
    this.number += 1;
    this.open = this.number;
    this.spoken = performance.now();
    const message = { ...this.next, number: this.number, seen: globalThis.bellwetherInSight?.() ?? [] };
    this.next = null;
    this.patience = setTimeout(() => this.answered(), PATIENCE);
    this.send(message);
  }

  heard(number) {
    if (this.open !== null && number >= this.open) requestAnimationFrame(() => this.answered());
  }

  answered() {
    clearTimeout(this.patience);
    this.open = null;
    this.speak();
  }
}

export default function stream({ data, setTriggerValue }) {
  const way = (globalThis.bellwetherStream ??= new Stream());
  way.send = (message) => setTriggerValue("moved", message);
  const news = data.news ? JSON.parse(data.news) : {};
  for (const [at, told] of Object.entries(news)) globalThis.bellwetherParts.tell(at, told);
  way.heard(data.heard ?? 0);
}
