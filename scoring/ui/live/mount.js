// What stands in the place of every part: it hands over to the part's code, which comes once with
// the page, or waits for it. The code itself would otherwise come again with every answer.
export default function mount(place) {
  const parts = (globalThis.bellwetherParts ??= { made: null, waiting: new Map() });
  if (parts.made) parts.made(place);
  else parts.waiting.set(place.parentElement, place);
}
