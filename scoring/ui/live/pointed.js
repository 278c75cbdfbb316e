// What the shape under the pointer says, beside the pointer. Shapes say it as `redrawn.js` sets it.
function pointed(root, over) {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  root.append(tip);
  over.addEventListener("pointermove", (event) => {
    const said = event.composedPath()[0].said ?? "";
    tip.hidden = !said;
    if (!said) return;
    const box = root.getBoundingClientRect();
    tip.textContent = said;
    const x = Math.min(event.clientX - box.left + 12, box.width - tip.offsetWidth);
    tip.style.transform = `translate(${Math.max(x, 0)}px, ${event.clientY - box.top + 18}px)`;
  });
  over.addEventListener("pointerleave", () => (tip.hidden = true));
}
