// Keeps in this browser who one is in a room, so that a reload or a restart of the server changes
// nothing, and keeps the code of the room in the address. Keys and tokens never stand in the
// address: it can be passed on.
const ANSWERED = new Set();

function kept(place) {
  try {
    return JSON.parse(window.localStorage.getItem(place) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

function keep(place, said) {
  try {
    if (said) window.localStorage.setItem(place, JSON.stringify(said));
    else window.localStorage.removeItem(place);
  } catch {
    // A browser that keeps nothing: the room is left when the page is.
  }
}

export default function keepsake({ data, setTriggerValue }) {
  const url = new URL(window.location.href);
  if ((url.searchParams.get("room") ?? "") !== data.code) {
    if (data.code) url.searchParams.set("room", data.code);
    else url.searchParams.delete("room");
    window.history.replaceState(window.history.state, "", url);
  }
  if (!data.code) return;
  const place = `bellwether.room.${data.code}`;
  if (data.gone) keep(place, null);
  else if (data.token || data.key) {
    const before = kept(place);
    keep(place, { token: data.token || before.token || "", key: data.key || before.key || "" });
  } else if (data.asks && !ANSWERED.has(data.asks)) {
    ANSWERED.add(data.asks);
    const { token, key } = kept(place);
    setTriggerValue("kept", { asks: data.asks, token: token ?? "", key: key ?? "" });
  }
}
