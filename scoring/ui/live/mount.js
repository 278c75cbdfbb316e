// What stands in the place of every part: it hands over to the part's code, which comes once with
// the page, or waits for it. The code itself would otherwise come again with every answer.
//
// While this file itself is on its way, a browser may carry out the calls that wait for it in any
// order. So a place that was drawn from newer data is not drawn from older ones after that: they
// would stand, for the same data are not sent again.
export default function mount(place) {
  const parts = (globalThis.bellwetherParts ??= { made: null, waiting: new Map() });
  parts.newest ??= new WeakMap();
  const { visit, number } = place.data.sent;
  const before = parts.newest.get(place.parentElement);
  if (before?.visit === visit && before.number > number) return;
  parts.newest.set(place.parentElement, place.data.sent);
  if (parts.made) parts.made(place);
  else parts.waiting.set(place.parentElement, place);
}
