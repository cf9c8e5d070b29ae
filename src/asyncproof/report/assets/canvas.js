// Draws the lanes: only what is on the screen, and never more marks than it has dots.

const LANE = 24, RULER = 26, MOST_ARROWS = 400;

class Painter {
  constructor(canvas, picture, scale) {
    Object.assign(this, { canvas, picture, scale, gutter: 190, top: 0, height: 200, selected: -1, hovered: -1, lit: [] });
    this.shown = picture.lanes.map((_, number) => number);
    this.learnColours();
  }

  learnColours() {
    const style = getComputedStyle(this.canvas);
    const names = ["ink", "dim", "line", "panel", "stripe", "accent", ...LEGEND.map(([name]) => name)];
    this.colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }

  resize(width, height) {
    const dots = window.devicePixelRatio || 1;
    this.gutter = width < 620 ? 96 : 190;
    this.height = height;
    this.scale.width = Math.max(50, width - this.gutter - 14);
    this.canvas.width = Math.round(width * dots);
    this.canvas.height = Math.round(height * dots);
    this.canvas.style.height = `${height}px`;
    this.width = width;
    this.context = this.canvas.getContext("2d");
    this.context.setTransform(dots, 0, 0, dots, 0, 0);
  }

  wanted() { return RULER + this.shown.length * LANE + 6; }
  y(place) { return RULER + place * LANE - this.top; }
  x(step) { return this.gutter + this.scale.xOf(step); }

  paint() {
    const { context, colours } = this;
    context.fillStyle = colours.panel;
    context.fillRect(0, 0, this.width, this.height);
    const first = Math.max(0, Math.floor(this.top / LANE));
    const last = Math.min(this.shown.length - 1, Math.ceil((this.top + this.height) / LANE));
    this.rows = new Map();
    for (let place = first; place <= last; place++) this.rows.set(this.shown[place], place);
    this.stripes();
    this.ruler();
    context.save();
    context.beginPath();
    context.rect(this.gutter, RULER, this.width - this.gutter, this.height - RULER);
    context.clip();
    for (const [lane, place] of this.rows) this.lane(this.picture.lanes[lane], this.y(place) + LANE / 2);
    this.arrows();
    for (const step of this.lit) this.outline(step, 3, this.colours.lock);
    this.outline(this.hovered, 1);
    this.outline(this.selected, 2);
    context.restore();
    this.names();
  }

  stripes() {
    const { context, colours } = this;
    for (const place of this.rows.values()) {
      context.fillStyle = place % 2 ? colours.panel : colours.stripe;
      context.fillRect(0, this.y(place), this.width, LANE);
    }
  }

  ruler() {
    const { context, colours } = this;
    context.font = "11px system-ui, sans-serif";
    context.textBaseline = "middle";
    for (const [x, text] of this.scale.ticks()) {
      context.fillStyle = colours.line;
      context.fillRect(Math.round(this.gutter + x), RULER - 6, 1, this.height);
      if (this.gutter + x + 12 > this.width) continue;
      context.fillStyle = colours.dim;
      context.fillText(text, this.gutter + x + 4, RULER / 2);
    }
    context.fillStyle = colours.line;
    context.fillRect(0, RULER - 1, this.width, 1);
  }

  lane(lane, middle) {
    const { scale, picture, context, colours } = this;
    const { steps } = lane;
    const places = scale.places;
    let index = Math.max(0, this.indexAt(steps, scale.from) - 1);
    let drawn = -Infinity;
    while (index < steps.length && places[steps[index]] <= scale.to) {
      const step = steps[index], x = this.x(step), width = scale.widthOf(step);
      const end = index + 1 < steps.length ? this.x(steps[index + 1]) : this.gutter + scale.x(scale.end);
      if (lane.task >= 0 && end - x > width + 1 && !(picture.mark[step] & (DONE | FAILED | ENDED))) {
        context.fillStyle = colours[picture.kind(step) || "other"];
        const left = Math.max(x + width, this.gutter - 2);
        context.fillRect(left, middle - 3, Math.min(end, this.width) - left, 6);
      }
      const isClose = index + 1 < steps.length && end - x < 3;
      context.globalAlpha = isClose ? 0.5 : 1; // a lane full of steps shall not look like one long step
      this.step(step, x, isClose ? 1 : width, middle);
      context.globalAlpha = 1;
      drawn = x;
      index += 1;
      if (index < steps.length && this.x(steps[index]) < drawn + 1) { // one mark a dot is enough
        index = Math.max(index, this.indexAt(steps, scale.place(drawn + 1 - this.gutter)));
      }
    }
    this.odd(lane, middle);
    if (lane.left) this.leftBehind(lane, middle);
  }

  // What is odd is seen also where steps stand so close that most of them are passed over.
  odd(lane, middle) {
    let drawn = -Infinity;
    for (let index = this.indexAt(lane.odd, this.scale.from); index < lane.odd.length; index++) {
      const step = lane.odd[index], x = this.x(step);
      if (x > this.width) break;
      if (x >= drawn + 1) this.step(step, drawn = x, this.scale.widthOf(step), middle);
    }
  }

  indexAt(steps, place) {
    let low = 0, high = steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.scale.places[steps[middle]] < place) low = middle + 1; else high = middle;
    }
    return low;
  }

  step(step, x, width, middle) {
    const { context, colours, picture } = this;
    const mark = picture.mark[step];
    const tall = picture.isTask(step) ? 14 : 10;
    const isBad = mark & (CANCELLED | FAILED | ENDED);
    context.fillStyle = mark & BLOCKED ? colours.blocked : isBad ? colours.cancelled : colours.step;
    if (!picture.isTask(step) && !(mark & BLOCKED)) context.fillStyle = mark & MESSAGE ? colours.network : colours.dim;
    context.fillRect(x, middle - tall / 2, mark & BLOCKED ? Math.max(width, 6) : width, tall);
    if (mark & (DONE | FAILED | ENDED) && width > 3) this.end(x + width + 6, middle, mark);
  }

  end(x, middle, mark) {
    const { context, colours } = this;
    context.strokeStyle = mark & DONE ? colours.step : colours.cancelled;
    context.lineWidth = 1.5;
    context.beginPath();
    if (mark & DONE) context.arc(x, middle, 3, 0, 7);
    else for (const way of [-1, 1]) { context.moveTo(x - 3, middle - 3 * way); context.lineTo(x + 3, middle + 3 * way); }
    context.stroke();
  }

  leftBehind(lane, middle) {
    const { context, colours } = this;
    const from = this.x(lane.steps[lane.steps.length - 1]);
    context.strokeStyle = colours.blocked;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(Math.max(this.gutter, from), middle + 9);
    context.lineTo(this.width, middle + 9);
    context.stroke();
    context.setLineDash([]);
  }

  // Who woke whom: all of them where they can be told apart, else those of the chosen step.
  arrows() {
    const { scale, picture } = this;
    const first = after(scale.places, picture.count, scale.from), last = after(scale.places, picture.count, scale.to);
    this.faint = Math.min(0.38, 0.38 * Math.sqrt(90 / Math.max(1, last - first)));
    if (last - first <= MOST_ARROWS) {
      for (let step = first; step < last; step++) this.arrow(step, false);
    }
    for (const chosen of new Set([this.selected, this.hovered])) {
      if (chosen < 0) continue;
      this.arrow(chosen, true);
      for (const step of wokenBy(picture, chosen)) this.arrow(step, true);
    }
  }

  arrow(step, strong) {
    const { context, colours, picture } = this;
    const by = picture.by[step];
    if (by < 0 || picture.lane[by] === picture.lane[step]) return;
    const from = this.rows.get(picture.lane[by]), to = this.rows.get(picture.lane[step]);
    if (from === undefined || to === undefined) return;
    const y1 = this.y(from) + LANE / 2, y2 = this.y(to) + LANE / 2, way = Math.sign(y2 - y1);
    const x1 = this.x(by) + this.scale.widthOf(by) / 2, x2 = this.x(step) + 1;
    context.globalAlpha = strong ? 1 : this.faint;
    context.strokeStyle = context.fillStyle = picture.mark[step] & CANCELLED ? colours.cancelled : colours.accent;
    context.lineWidth = strong ? 1.6 : 1;
    context.beginPath();
    context.moveTo(x1, y1 + 7 * way);
    context.bezierCurveTo(x1, (y1 + y2) / 2, x2, (y1 + y2) / 2, x2, y2 - 9 * way);
    context.stroke();
    context.beginPath();
    context.moveTo(x2, y2 - 6 * way);
    context.lineTo(x2 - 3, y2 - 11 * way);
    context.lineTo(x2 + 3, y2 - 11 * way);
    context.fill();
    context.globalAlpha = 1;
  }

  outline(step, width, colour = this.colours.accent) {
    const place = step < 0 ? undefined : this.rows.get(this.picture.lane[step]);
    if (place === undefined) return;
    const { context } = this;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.strokeRect(this.x(step) - 2, this.y(place) + 2.5, this.scale.widthOf(step) + 4, LANE - 5);
  }

  names() {
    const { context, colours } = this;
    context.fillStyle = colours.panel;
    context.fillRect(0, RULER, this.gutter - 1, this.height);
    for (const [number, place] of this.rows) {
      const lane = this.picture.lanes[number], middle = this.y(place) + LANE / 2;
      const isChosen = this.selected >= 0 && this.picture.lane[this.selected] === number;
      context.fillStyle = place % 2 ? colours.panel : colours.stripe;
      context.fillRect(0, this.y(place), this.gutter - 1, LANE);
      context.font = `${isChosen ? "600 " : ""}12px system-ui, sans-serif`;
      context.fillStyle = lane.task < 0 || lane.aside ? colours.dim : isChosen ? colours.accent : colours.ink;
      const room = this.gutter - 22;
      const name = fit(context, lane.name, room);
      context.fillText(name, 10, middle);
      const used = context.measureText(name).width + 8;
      if (room - used < 30 || !lane.coroutine) continue;
      context.font = "11px system-ui, sans-serif";
      context.fillStyle = colours.dim;
      context.fillText(fit(context, lane.coroutine, room - used), 10 + used, middle);
    }
    context.fillStyle = colours.line;
    context.fillRect(this.gutter - 1, RULER, 1, this.height);
    context.fillStyle = colours.panel;
    context.fillRect(0, 0, this.gutter - 1, RULER - 1);
  }

  // The step at a point of the canvas, or the one after which the wait there began; -1 for none.
  stepAt(x, y) {
    const number = this.shown[Math.floor((y + this.top - RULER) / LANE)];
    if (number === undefined || y < RULER || x < this.gutter) return -1;
    const { steps, task } = this.picture.lanes[number];
    const index = this.indexAt(steps, this.scale.place(x - this.gutter + 3)) - 1;
    if (index + 1 < steps.length && Math.abs(this.x(steps[index + 1]) - x) < 5) return steps[index + 1];
    if (index < 0) return -1;
    const step = steps[index], isEnd = this.picture.mark[step] & (DONE | FAILED | ENDED);
    const isNear = x <= this.x(step) + this.scale.widthOf(step) + 6;
    return isNear || (task >= 0 && !isEnd) ? step : -1;
  }
}

function wokenBy(picture, step, most = 50) {
  const found = [];
  const end = Math.min(picture.count, step + 20000);
  for (let each = step + 1; each < end && found.length < most; each++) if (picture.by[each] === step) found.push(each);
  return found;
}

function fit(context, text, room) {
  if (context.measureText(text).width <= room) return text;
  let length = Math.max(1, Math.floor(text.length * (room / context.measureText(text).width)));
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > room) length -= 1;
  return `${text.slice(0, length)}…`;
}
