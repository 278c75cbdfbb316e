// A hand that is on the way changes its mind with Escape, or with the keys of Undo. They are heard
// before anything else on the page is: Undo itself would take back the step before, as the page does
// not know of this move yet. And not every browser gives the keyboard to what the pointer holds.
class TakenBack {
  constructor(root, back) {
    this.root = root;
    this.back = back;
    this.key = (event) => this.heard(event);
  }

  begin() {
    window.addEventListener("keydown", this.key, true);
  }

  end() {
    window.removeEventListener("keydown", this.key, true);
  }

  heard(event) {
    if (!this.root.isConnected) return this.end(); // its page was turned
    const undo = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "z";
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!undo && !(plain && event.key === "Escape")) return undefined;
    event.preventDefault();
    event.stopImmediatePropagation();
    return this.back();
  }
}
