// The tour: a note beside a real control, one step after the other. It blocks nothing: what it
// points at can be used while it stands there. The browser remembers that it was seen; how far it
// came is kept for a reload of the tab.
const SEEN = "bellwether.tour";
const HEAD = 64; // pixels of the page's own bar at the top
const STILL = 350; // milliseconds for which a control must stand still before the tour begins
const TOUR = { at: null, told: new Set(), called: "", frame: 0 };

function made(tag, name, text) {
  const node = document.createElement(tag);
  node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

function remember(store, said) {
  try {
    if (said === undefined) return window[store].getItem(SEEN);
    if (said === null) window[store].removeItem(SEEN);
    else window[store].setItem(SEEN, said);
  } catch {
    // A browser that keeps nothing: the tour is offered once a visit.
  }
  return null;
}

class Tour {
  constructor(root) {
    this.ring = made("div", "ring");
    this.note = made("section", "guide");
    this.title = made("h2", "title");
    this.text = made("p", "text");
    const said = made("div", "said");
    said.setAttribute("aria-live", "polite");
    said.append(this.title, this.text);
    this.count = made("span", "count");
    this.skip = this.button("skip", () => this.end());
    this.back = this.button("back", () => this.go(this.at - 1));
    this.next = this.button("next", () => this.go(this.at + 1));
    const foot = made("div", "foot");
    foot.append(this.skip, this.count, this.back, this.next);
    this.note.append(said, foot);
    this.note.setAttribute("role", "dialog");
    for (const node of [this.ring, this.note]) node.setAttribute("popover", "manual");
    this.ring.setAttribute("aria-hidden", "true");
    this.note.addEventListener("keydown", (event) => this.key(event));
    this.leave = (event) => event.key === "Escape" && this.ends(event);
    root.append(this.ring, this.note);
  }

  button(name, press) {
    const node = made("button", name);
    node.type = "button";
    node.addEventListener("click", press);
    return node;
  }

  show(data) {
    this.data = data;
    const { words } = data;
    this.note.setAttribute("aria-label", words.tour);
    [this.skip.textContent, this.back.textContent] = [words.skip, words.back];
    const resumed = Number.parseInt(remember("sessionStorage") ?? "", 10);
    if (data.called && data.called !== TOUR.called) {
      TOUR.called = data.called;
      this.begin(0);
    } else if (TOUR.at !== null) this.begin(TOUR.at);
    else if (resumed >= 0 && !TOUR.ended) this.begin(resumed);
    else if (data.first && !TOUR.ended && !remember("localStorage")) this.begin(0);
  }

  get at() {
    return TOUR.at ?? 0;
  }

  begin(at) {
    if (at >= this.data.steps.length) return;
    TOUR.at = at;
    this.makeRoom();
    document.removeEventListener("keydown", this.leave);
    document.addEventListener("keydown", this.leave);
    this.drawn = false;
    this.calm = { since: 0, place: "" };
    cancelAnimationFrame(TOUR.frame);
    this.follow();
  }

  // On a phone the side bar lies over the page: who calls the tour there wants to see the page.
  makeRoom() {
    const bar = document.querySelector('[data-testid="stSidebar"]')?.getBoundingClientRect();
    if (!bar || bar.right <= 0 || bar.width < 0.6 * window.innerWidth) return;
    document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  }

  go(at) {
    if (at >= this.data.steps.length) return this.end();
    if (at < 0) return undefined;
    TOUR.at = at;
    this.draw();
    return undefined;
  }

  draw() {
    const { steps, words } = this.data;
    const step = steps[this.at];
    remember("sessionStorage", String(this.at));
    this.title.textContent = step.title;
    this.text.textContent = step.text;
    this.count.textContent = words.count.replace("{n}", this.at + 1).replace("{of}", steps.length);
    this.back.disabled = this.at === 0;
    this.next.textContent = this.at === steps.length - 1 ? words.done : words.next;
    for (const node of [this.ring, this.note]) {
      if (!node.matches(":popover-open")) node.showPopover?.();
    }
    this.drawn = true;
    this.reveal();
    this.next.focus({ preventScroll: true });
  }

  // Brings what the step speaks of to where there is room for the note beside it.
  reveal() {
    const node = found(this.data.steps[this.at].at);
    if (!node) return;
    const foot = footOf(window.innerHeight);
    const room = foot - HEAD - this.note.offsetHeight - 36;
    const box = node.getBoundingClientRect();
    const height = Math.min(box.height, room);
    const wide = window.innerWidth > 700;
    const shown = box.top >= HEAD && box.top + height <= (wide ? foot : HEAD + room);
    const top = HEAD + 12 + Math.max(0, (room - height) / (wide ? 2 : 4));
    if (!shown) scroller(node).scrollBy({ top: box.top - top, behavior: "instant" });
  }

  // Keeps beside it while the page moves; it waits until the page stands still before it begins.
  follow() {
    if (TOUR.at === null || !this.note.isConnected) return;
    const busy = Boolean(document.querySelector('[data-testid="stDialog"]'));
    const node = busy ? null : found(this.data.steps[this.at].at);
    if (!this.drawn) this.waitFor(node);
    else {
      this.note.classList.toggle("away", busy);
      this.put(node);
    }
    TOUR.frame = requestAnimationFrame(() => this.follow());
  }

  waitFor(node) {
    const box = node?.getBoundingClientRect();
    const place = box ? `${box.left},${box.top},${box.width}` : "";
    const now = performance.now();
    if (!place || place !== this.calm.place) this.calm = { since: now, place };
    else if (now - this.calm.since > STILL) this.draw();
  }

  put(node) {
    const size = { width: this.note.offsetWidth, height: this.note.offsetHeight };
    const view = { width: window.innerWidth, height: footOf(window.innerHeight), top: HEAD };
    this.ring.style.display = node ? "" : "none";
    if (!node) return this.stand([Math.max(view.width - size.width - 12, 0), view.height - size.height - 12]);
    const most = view.height - HEAD - size.height - 36;
    const box = pointedAt(node, HEAD, view.width > 700 ? Math.max(most, 0.45 * view.height) : most);
    const grown = { left: box.left - 6, right: box.right + 6, top: box.top - 6, bottom: box.bottom + 6 };
    this.ring.style.left = `${grown.left}px`;
    this.ring.style.top = `${grown.top}px`;
    this.ring.style.width = `${grown.right - grown.left}px`;
    this.ring.style.height = `${grown.bottom - grown.top}px`;
    return this.stand(placeBeside(grown, size, view));
  }

  stand([left, top]) {
    this.note.style.left = `${left}px`;
    this.note.style.top = `${top}px`;
  }

  key(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.go(Math.min(this.at + by, this.data.steps.length - 1));
  }

  ends(event) {
    if (event.defaultPrevented || document.querySelector('[data-testid="stDialog"]')) return;
    this.end();
  }

  end() {
    const node = found(this.data.steps[this.at].at);
    TOUR.at = null;
    TOUR.ended = true;
    cancelAnimationFrame(TOUR.frame);
    document.removeEventListener("keydown", this.leave);
    remember("localStorage", "seen");
    remember("sessionStorage", null);
    const inside = this.note.contains(this.note.getRootNode().activeElement);
    for (const one of [this.ring, this.note]) one.hidePopover?.();
    const control = node?.matches("a, button, input") ? node : node?.querySelector("a, button, input, [tabindex]");
    if (inside) control?.focus({ preventScroll: true });
  }
}

export default function tour({ data, parentElement }) {
  TOUR.roots ??= new WeakMap();
  let held = TOUR.roots.get(parentElement);
  if (!held) {
    held = new Tour(parentElement);
    TOUR.roots.set(parentElement, held);
  }
  held.show(data);
}
