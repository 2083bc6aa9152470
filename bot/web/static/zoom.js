// Zooms and moves the picture of a page: wheel, two fingers, buttons, keys. Frames move along.
"use strict";

const CLOSEST = 12;

class View {
  constructor(root) {
    this.svg = root.querySelector("svg");
    this.image = this.svg.querySelector("image");
    this.sharper = root.dataset.zoom;
    const { width, height } = this.svg.viewBox.baseVal;
    this.whole = { x: 0, y: 0, width, height };
    this.box = { ...this.whole };
    this.pointers = new Map();
    this.svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.svg.addEventListener("keydown", (event) => this.key(event));
    this.svg.addEventListener("pointerdown", (event) => this.down(event));
    this.svg.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) {
      this.svg.addEventListener(name, (event) => this.pointers.delete(event.pointerId));
    }
    this.svg.addEventListener("click", (event) => { if (this.moved) event.preventDefault(); }, true);
    this.tools(root);
    this.begin();
  }

  begin() {
    const boxes = [...this.svg.querySelectorAll(".frame:not(.light)")].map((frame) => frame.getBBox());
    if (!boxes.length || this.svg.clientWidth > 700) return;
    const x = Math.min(...boxes.map((box) => box.x));
    const y = Math.min(...boxes.map((box) => box.y));
    const words = { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x };
    const width = Math.min(this.whole.width, words.width * 1.3);
    this.show({ x: words.x - words.width * 0.15, y: words.y - width * 0.25, width, height: this.ratio() * width });
  }

  tools(root) {
    const bar = document.createElement("div");
    bar.className = "tools";
    const words = root.dataset;
    const acts = [["＋", words.in, () => this.zoom(1 / 1.5)], ["－", words.out, () => this.zoom(1.5)], ["□", words.all, () => this.show(this.whole)]];
    for (const [sign, label, act] of acts) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", label);
      button.addEventListener("click", act);
      bar.append(button);
    }
    root.append(bar);
  }

  ratio() { return this.whole.height / this.whole.width; }

  show(box) {
    const width = Math.min(this.whole.width, Math.max(this.whole.width / CLOSEST, box.width));
    const height = width * this.ratio();
    const x = Math.min(this.whole.width - width, Math.max(0, box.x));
    const y = Math.min(this.whole.height - height, Math.max(0, box.y));
    this.box = { x, y, width, height };
    this.svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    if (this.sharper && width < this.whole.width / 1.6) {
      this.image.setAttribute("href", this.sharper);
      this.sharper = "";
    }
  }

  at(event) {
    const point = new DOMPoint(event.clientX, event.clientY);
    return point.matrixTransform(this.svg.getScreenCTM().inverse());
  }

  zoom(factor, around = { x: this.box.x + this.box.width / 2, y: this.box.y + this.box.height / 2 }) {
    const width = Math.min(this.whole.width, Math.max(this.whole.width / CLOSEST, this.box.width * factor));
    const real = width / this.box.width;
    this.show({ x: around.x - (around.x - this.box.x) * real, y: around.y - (around.y - this.box.y) * real, width });
  }

  wheel(event) {
    if (!event.ctrlKey && event.deltaY > 0 && this.box.width >= this.whole.width) return;
    event.preventDefault();
    this.zoom(Math.exp(event.deltaY * 0.002), this.at(event));
  }

  key(event) {
    const step = this.box.width / 8;
    const acts = {
      "+": () => this.zoom(1 / 1.5), "=": () => this.zoom(1 / 1.5), "-": () => this.zoom(1.5), 0: () => this.show(this.whole),
      ArrowLeft: () => this.show({ ...this.box, x: this.box.x - step }), ArrowRight: () => this.show({ ...this.box, x: this.box.x + step }),
      ArrowUp: () => this.show({ ...this.box, y: this.box.y - step }), ArrowDown: () => this.show({ ...this.box, y: this.box.y + step }),
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  }

  down(event) {
    this.moved = false;
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    if (!this.moved && Math.hypot(now.x - before.x, now.y - before.y) < 4) return;
    this.moved = true;
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    this.pointers.set(event.pointerId, now);
    if (others.length) this.pinch(before, now, others[0]);
    else {
      const scale = this.box.width / this.svg.clientWidth;
      this.show({ ...this.box, x: this.box.x - (now.x - before.x) * scale, y: this.box.y - (now.y - before.y) * scale });
    }
  }

  pinch(before, now, other) {
    const apart = (point) => Math.hypot(point.x - other.x, point.y - other.y);
    const middle = { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 };
    this.zoom(apart(before) / Math.max(1, apart(now)), this.at(middle));
  }
}

document.querySelectorAll(".view").forEach((root) => new View(root));
