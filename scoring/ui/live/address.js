// Keeps the state in the address bar without adding to the browser's history: a reload, a
// bookmark or a copied address then opens the same numbers, and Back leads to the last page.
//
// The tab keeps the state as well, and whether it is work that no link was made of: so that the
// next visit in this tab, which another address began, can ask before it lets go of it. Another
// tab has a memory of its own. Where leaving loses what no address can hold (a file, notes that
// are kept for the visit alone) the browser asks first, in its own words.
const WORK = "bellwether.work";
const TOLD = new Map();
const LEAVING = { loses: false };

window.addEventListener("beforeunload", (event) => {
  if (LEAVING.loses) event.preventDefault();
});

// A box that is open closes as another page is chosen, and tells the page it stood on: were that
// told after the choice, the page that was left would come back, empty. So it closes before.
window.addEventListener("pointerdown", (event) => {
  const chosen = event.target instanceof Element && event.target.closest("a[href]");
  const box = document.querySelector('[data-testid="stPopoverBody"]');
  if (!chosen || !box || box.contains(chosen)) return;
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
}, { capture: true });

// A page that another one opened begins at its beginning: what was pressed far down on the other
// one would else leave the reader in the middle of this one. A choice in the menu does so by itself.
let stands = null;

function begin(page) {
  if (stands !== null && stands !== page) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  stands = page;
}

function kept() {
  try {
    return JSON.parse(window.sessionStorage.getItem(WORK) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

function keep(said) {
  try {
    window.sessionStorage.setItem(WORK, JSON.stringify(said));
  } catch {
    // A browser that keeps nothing: Back still leads to what was there.
  }
}

// Whether the visit is to decide about earlier work first: until then it is kept as it was.
function waits(data, setTriggerValue) {
  if (!data.asks) return data.hold;
  if (!TOLD.has(data.asks)) {
    if (!data.answers) return true;
    const { token, work, aside } = kept();
    const other = Boolean(work && token && token !== data.came && token !== data.token);
    const said = { asks: data.asks, token: other ? token : "", aside: aside ?? "" };
    TOLD.set(data.asks, other || Boolean(aside));
    if (TOLD.get(data.asks)) setTriggerValue("kept", said);
  }
  return TOLD.get(data.asks) || data.hold;
}

export default function address({ data, setTriggerValue }) {
  LEAVING.loses = data.loses;
  begin(data.page);
  if (!waits(data, setTriggerValue)) {
    keep({ token: data.token, work: data.work, aside: data.aside });
  }
  const url = new URL(window.location.href);
  const stale = data.drop.filter((name) => url.searchParams.has(name));
  if (url.searchParams.get(data.name) === data.token && !stale.length) return;
  for (const name of stale) url.searchParams.delete(name);
  url.searchParams.set(data.name, data.token);
  window.history.replaceState(window.history.state, "", url);
}
