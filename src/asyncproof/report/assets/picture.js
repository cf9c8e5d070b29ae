// The picture of one test: lanes that are zoomed, panned, searched and walked through, with details and a table.

const KEYS = [
  ["← →", "the step before and after in this lane"],
  ["↑ ↓", "the lane above and below"],
  ["w, c", "to who called this step; to what it calls"],
  ["+ −, 0", "zoom in and out; all of it"],
  ["Shift ← →", "move along"],
  ["t", "even steps, or time"],
  ["Enter, Esc", "to the details; back"],
  ["/", "search"],
];

class PictureView {
  constructor(picture) {
    this.picture = picture;
    this.scale = new Scale(picture);
    this.canvas = h("canvas", {});
    this.spacer = h("div", { class: "spacer" }, this.canvas);
    this.stage = h("div", {
      class: "stage", tabindex: "0", role: "application", "aria-roledescription": "timeline",
      "aria-label": `Lanes of ${many(picture.lanes.length, "task")}. Arrows walk from step to step; the table below has the same.`,
    }, this.spacer);
    this.tooltip = h("div", { class: "tooltip", role: "tooltip", hidden: true });
    this.live = h("div", { class: "unseen", "aria-live": "polite", id: "told" });
    this.details = h("aside", { class: "details", "aria-label": "The chosen step" },
      h("p", { class: "dim" }, "Choose a step to see where it stands, who called it and what it calls."));
    this.element = h("section", { class: "picture", "aria-label": "What ran when" },
      this.toolbar(), h("div", { class: "side" }, h("div", { class: "lanes" }, this.stage, this.legend()), this.details),
      this.table(), this.tooltip, this.live);
    this.listen();
  }

  toolbar() {
    this.axis = button("", () => this.turn(), { "data-do": "axis" });
    this.search = h("input", {
      type: "search", placeholder: "Search tasks and waits", "aria-label": "Show only lanes with this text",
      oninput: () => this.filter(),
    });
    this.matches = h("span", { class: "dim", "aria-live": "polite" });
    return h("div", { class: "toolbar", role: "toolbar", "aria-label": "The picture" },
      button("+", () => this.zoom(0.5), { "aria-label": "Zoom in", "data-do": "in" }),
      button("−", () => this.zoom(2), { "aria-label": "Zoom out", "data-do": "out" }),
      button("All", () => this.all(), { "aria-label": "Show all of it", "data-do": "all" }),
      this.axis, this.search, this.matches,
      h("details", { class: "keys" }, h("summary", {}, "Keys"),
        h("dl", {}, KEYS.map(([key, text]) => [h("dt", {}, key), h("dd", {}, text)])),
        h("p", { class: "dim" }, "Ctrl and the wheel zoom, dragging moves, a click chooses.")));
  }

  legend() {
    const used = new Set(["step"]);
    const { picture } = this;
    for (let step = 0; step < picture.count; step++) {
      if (picture.isTask(step) && !(picture.mark[step] & (DONE | FAILED | ENDED))) used.add(picture.kind(step));
      if (picture.mark[step] & BLOCKED) used.add("blocked");
      if (picture.mark[step] & (CANCELLED | FAILED | ENDED)) used.add("cancelled");
    }
    return h("ul", { class: "legend", "aria-label": "Colours" }, LEGEND.filter(([name]) => used.has(name)).map(([name, text]) =>
      h("li", {}, h("span", { class: `swatch is-${name}` }), text)),
      picture.lanes.some((lane) => lane.left) && h("li", {}, h("span", { class: "swatch is-left" }), "left running"));
  }

  table() {
    const { picture } = this;
    this.rows = new Rows({
      label: "All steps",
      columns: [
        { title: "Step", number: true }, { title: "At", number: true }, { title: "Who" }, { title: "What", wide: true },
        { title: "For", number: true }, { title: "Called by" }, { title: "Where" },
      ],
      choose: (row) => this.choose(this.listed(row)),
    });
    this.fillTable();
    return h("details", { class: "twin" }, h("summary", {}, `The same as a table: ${many(picture.count, "step")}`), this.rows.element);
  }

  // The step of a row: all of them, or those of the lanes that a search has left.
  listed(row) { return this.kept ? this.kept[row] : row; }

  fillTable() {
    const { picture } = this;
    this.rows.show(this.kept ? this.kept.length : picture.count, (row) => {
      const step = this.listed(row), by = picture.by[step];
      return [
        step, spell(picture.at[step]), picture.who(step), picture.tell(step),
        picture.isTask(step) && picture.waited(step) > 0 ? spell(picture.waited(step)) : "",
        by < 0 ? "" : `${picture.who(by)}, ${by}`, picture.place(picture.stack[step]),
      ];
    });
  }

  listen() {
    const { stage } = this;
    stage.addEventListener("scroll", () => { this.painter.top = stage.scrollTop; this.paint(); });
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    stage.addEventListener("pointerdown", (event) => this.grab(event));
    stage.addEventListener("pointermove", (event) => this.move(event));
    stage.addEventListener("pointerup", (event) => this.release(event));
    stage.addEventListener("pointerleave", () => this.hover(-1));
    stage.addEventListener("dblclick", (event) => this.zoom(0.5, this.point(event)[0] - this.painter.gutter));
    stage.addEventListener("keydown", (event) => this.press(event));
    this.observer = new ResizeObserver(() => { if (!isPrinting) this.fit(); });
    this.recolour = (event) => this.drawFor(event.type === "beforeprint");
    for (const name of ["beforeprint", "afterprint", "themechange"]) window.addEventListener(name, this.recolour);
  }

  // Lights up the steps whose order matters, which an exploration has found.
  light(moments) {
    this.painter.lit = moments.filter((moment) => moment.met).map((moment) => this.picture.stepAtLine(moment));
    const swatch = h("li", {}, h("span", { class: "swatch is-lit" }), "a step whose order matters");
    if (this.painter.lit.some((step) => step >= 0)) this.element.querySelector(".legend").append(swatch);
    this.paint();
  }

  showMoment(moment) {
    this.go(this.picture.stepAtLine(moment));
    this.stage.scrollIntoView({ block: "nearest" });
    this.stage.focus({ preventScroll: true });
  }

  // Called when the picture is on the page.
  begin() {
    this.painter = new Painter(this.canvas, this.picture, this.scale);
    this.observer.observe(this.stage);
    this.fit();
    this.nameAxis();
  }

  end() {
    this.observer.disconnect();
    for (const name of ["beforeprint", "afterprint", "themechange"]) window.removeEventListener(name, this.recolour);
  }

  // In other colours, at once; on paper with all lanes, since nobody can scroll there.
  drawFor(paper) {
    if (!this.painter) return;
    this.painter.learnColours();
    this.painter.top = paper ? 0 : this.stage.scrollTop;
    this.fit(paper);
    this.painter.paint();
  }

  fit(paper = false) {
    const wanted = this.painter.wanted();
    const height = Math.min(wanted, paper ? 3000 : Math.max(120, window.innerHeight * 0.62));
    this.spacer.style.height = `${wanted}px`;
    this.stage.style.height = `${height}px`;
    this.painter.resize(this.stage.clientWidth, height);
    this.paint();
  }

  paint() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => { this.waiting = 0; this.painter.paint(); });
  }

  zoom(factor, x) { this.scale.zoom(factor, x ?? this.focusX()); this.paint(); }
  all() { this.scale.zoom(Infinity); this.paint(); }
  focusX() {
    const x = this.painter.selected < 0 ? -1 : this.scale.xOf(this.painter.selected);
    return x >= 0 && x <= this.scale.width ? x : this.scale.width / 2;
  }

  turn() {
    this.scale.by(this.scale.axis === "even" ? "time" : "even");
    this.nameAxis();
    this.paint();
  }

  nameAxis() {
    const kind = this.picture.virtual ? "virtual time" : "time";
    this.axis.textContent = this.scale.axis === "even" ? "Axis: even steps" : `Axis: ${kind}`;
    this.axis.setAttribute("aria-label", this.scale.axis === "even" ? `Shown evenly; show by ${kind}` : `Shown by ${kind}; show evenly`);
  }

  filter() {
    const text = this.search.value.trim().toLowerCase();
    const { picture } = this;
    const holds = (lane) => [lane.name, lane.coroutine, lane.error].some((each) => each && each.toLowerCase().includes(text));
    const waits = new Set();
    picture.phrases.forEach(([, words], number) => { if (words.toLowerCase().includes(text)) waits.add(number); });
    const isKept = (lane) => !text || holds(lane) || lane.steps.some((step) => waits.has(picture.wait[step]));
    this.painter.shown = picture.lanes.map((_, number) => number).filter((number) => isKept(picture.lanes[number]));
    const shown = new Set(this.painter.shown);
    this.kept = text ? Array.from(picture.lane.keys()).filter((step) => shown.has(picture.lane[step])) : null;
    this.matches.textContent = text ? many(shown.size, "lane") : "";
    this.fillTable();
    this.fit();
  }

  // -- the mouse

  point(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  wheel(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.zoom(1.0018 ** event.deltaY, this.point(event)[0] - this.painter.gutter);
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      this.scale.pan(event.deltaX || event.deltaY);
      this.paint();
    }
  }

  grab(event) {
    if (event.button) return;
    this.held = { x: event.clientX, y: event.clientY, moved: false };
    this.stage.setPointerCapture(event.pointerId);
  }

  move(event) {
    const [x, y] = this.point(event);
    if (!this.held) { this.hover(this.painter.stepAt(x, y), event); return; }
    const across = event.clientX - this.held.x, down = event.clientY - this.held.y;
    if (!this.held.moved && Math.hypot(across, down) < 4) return;
    this.hover(-1);
    this.scale.pan(-across);
    this.stage.scrollTop -= down;
    this.held = { x: event.clientX, y: event.clientY, moved: true };
    this.stage.classList.add("held");
    this.paint();
  }

  release(event) {
    const wasDrag = this.held?.moved;
    this.held = null;
    this.stage.classList.remove("held");
    const step = this.painter.stepAt(...this.point(event));
    if (!wasDrag && step >= 0) this.choose(step);
  }

  hover(step, event) {
    this.tooltip.hidden = step < 0;
    if (step >= 0) {
      put(this.tooltip, tooltipOf(this.picture, step));
      const { offsetWidth, offsetHeight } = this.tooltip;
      this.tooltip.style.left = `${Math.max(4, Math.min(event.clientX + 14, window.innerWidth - offsetWidth - 8))}px`;
      const below = event.clientY + 18;
      this.tooltip.style.top = `${below + offsetHeight > window.innerHeight ? event.clientY - offsetHeight - 12 : below}px`;
    }
    if (this.painter.hovered === step) return;
    this.painter.hovered = step;
    this.paint();
  }

  // -- choosing, and the keyboard

  choose(step) {
    this.painter.selected = step;
    if (!this.painter.shown.includes(this.picture.lane[step])) { this.search.value = ""; this.filter(); }
    this.scale.showStep(step);
    const row = this.painter.shown.indexOf(this.picture.lane[step]);
    const top = row * LANE, room = this.stage.clientHeight - RULER - LANE;
    if (top < this.stage.scrollTop) this.stage.scrollTop = top;
    else if (top > this.stage.scrollTop + room) this.stage.scrollTop = top - room;
    put(this.details, detailsOf(this.picture, step, (other) => this.choose(other)));
    this.live.textContent = `${this.picture.who(step)}, step ${step}, at ${spell(this.picture.at[step])}: ${this.picture.tell(step)}`;
    this.rows.reveal(this.kept ? this.kept.indexOf(step) : step);
    this.paint();
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { painter, picture } = this;
    const at = painter.selected;
    const actions = {
      "+": () => this.zoom(0.5), "=": () => this.zoom(0.5), "-": () => this.zoom(2), 0: () => this.all(),
      t: () => this.turn(), "/": () => this.search.focus(),
      ArrowRight: () => (event.shiftKey ? this.along(120) : this.go(at < 0 ? this.begun() : picture.next[at])),
      ArrowLeft: () => (event.shiftKey ? this.along(-120) : this.go(at < 0 ? this.begun() : picture.last[at])),
      ArrowDown: () => this.change(1), ArrowUp: () => this.change(-1),
      Home: () => this.go(this.begun()), End: () => this.go(picture.count - 1),
      w: () => this.go(at < 0 ? -1 : picture.by[at]), c: () => this.go(at < 0 ? -1 : wokenBy(picture, at, 1)[0] ?? -1),
      Enter: () => this.details.querySelector("h3")?.focus(),
      Escape: () => { painter.selected = -1; this.paint(); },
    };
    if (!(event.key in actions)) return;
    event.preventDefault();
    actions[event.key]();
  }

  begun() { return this.picture.lanes[this.painter.shown[0]]?.steps[0] ?? -1; }
  along(pixels) { this.scale.pan(pixels); this.paint(); }
  go(step) { if (step >= 0) this.choose(step); }

  // The step of another lane that is nearest in time.
  change(way) {
    const { painter, picture } = this;
    if (painter.selected < 0) { this.go(this.begun()); return; }
    const row = painter.shown.indexOf(picture.lane[painter.selected]) + way;
    const lane = picture.lanes[painter.shown[row]];
    if (!lane) return;
    const index = painter.indexAt(lane.steps, this.scale.places[painter.selected]);
    const near = [lane.steps[index - 1], lane.steps[index]].filter((step) => step !== undefined);
    this.go(near.sort((one, other) => Math.abs(one - painter.selected) - Math.abs(other - painter.selected))[0]);
  }
}
