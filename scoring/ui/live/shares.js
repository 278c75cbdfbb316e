// How weights share what one of them gives or takes while their total is kept at 100: the same
// arithmetic on the decimal numbers that people read as with_weight of scoring/spec/edit.py.
function scaled(number, places) {
  const [mantissa, power = "0"] = String(number).split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  return BigInt(whole + fraction) * 10n ** BigInt(places - fraction.length + Number(power));
}

function placesOf(number) {
  const [mantissa, power = "0"] = String(number).split("e");
  return (mantissa.split(".")[1] ?? "").length - Number(power);
}

function unscaled(number, places) {
  const digits = number.toString().padStart(places + 1, "0");
  return Number(`${digits.slice(0, -places)}.${digits.slice(-places)}`);
}

// lines: {id, weight, fixed} of all weights in force, in the card's order; the one with the id
// `moved` was put to `weight`. Gives the weight of each id that may change.
function sharedOut(lines, moved, weight) {
  const places = Math.max(1, placesOf(weight), ...lines.map((one) => placesOf(one.weight)));
  const exact = (number) => scaled(number, places);
  const tenth = 10n ** BigInt(places - 1);
  const others = lines.filter((one) => one.id !== moved);
  const free = others.filter((one) => !one.fixed);
  const sum = (some) => some.reduce((total, one) => total + exact(one.weight), 0n);
  const most = (a, b) => (a > b ? a : b);
  const room = most(0n, 1000n * tenth - sum(others.filter((one) => one.fixed)));
  const wanted = exact(weight);
  const own = free.length && wanted < room ? wanted : room;
  const rest = room - own;
  const total = sum(free);
  const divisor = total || BigInt(free.length);
  const parts = free.map((one) => {
    const part = rest * (total ? exact(one.weight) : 1n);
    const share = (part / (divisor * tenth)) * tenth;
    return { id: one.id, share, over: part - share * divisor };
  });
  let left = rest - parts.reduce((given, part) => given + part.share, 0n);
  for (const part of [...parts].sort((a, b) => (a.over === b.over ? 0 : a.over > b.over ? -1 : 1))) {
    const more = left < tenth ? left : tenth;
    part.share += more;
    left -= more;
  }
  const given = parts.map((part) => [part.id, unscaled(part.share, places)]);
  return new Map([[moved, unscaled(own, places)], ...given]);
}
