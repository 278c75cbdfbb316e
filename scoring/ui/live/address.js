// Keeps the state in the address bar without adding to the browser's history: a reload, a
// bookmark or a copied address then opens the same numbers, and Back leads to the last page.
export default function address({ data }) {
  const url = new URL(window.location.href);
  if (url.searchParams.get(data.name) === data.token) return;
  url.searchParams.set(data.name, data.token);
  window.history.replaceState(window.history.state, "", url);
}
