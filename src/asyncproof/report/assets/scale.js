// From steps to places on the screen: by time, or evenly, where each step has room and long waits are short.

class Scale {
  constructor(picture) {
    this.picture = picture;
    const count = picture.count;
    this.even = new Float64Array(count);
    let place = 0, before = 0;
    for (let step = 0; step < count; step++) {
      const passed = picture.at[step] - before;
      if (passed > 0) place += 1.2 * Math.log10(1 + passed / 1e6);
      this.even[step] = place;
      place += 1;
      before = picture.at[step];
    }
    this.evenEnd = Math.max(place, 1);
    this.timeEnd = Math.max(picture.span * 1.02, 1000);
    this.width = 800;
    this.by("even");
  }

  by(axis) {
    const step = this.from === undefined ? 0 : this.stepAt((this.from + this.to) / 2);
    const share = this.from === undefined ? 1 : (this.to - this.from) / this.end;
    this.axis = axis;
    this.places = axis === "even" ? this.even : this.picture.at;
    this.end = axis === "even" ? this.evenEnd : this.timeEnd;
    this.least = axis === "even" ? Math.min(6, this.end) : Math.min(2000, this.end);
    this.from = 0;
    this.to = this.end;
    if (share < 0.98) {
      this.zoom(share);
      this.showStep(step);
    }
  }

  x(place) { return ((place - this.from) / (this.to - this.from)) * this.width; }
  place(x) { return this.from + (x / this.width) * (this.to - this.from); }
  xOf(step) { return this.x(this.places[step]); }

  // How wide a step is drawn: as long as it took where time is real, and never too small to be seen.
  widthOf(step) {
    const share = this.width / (this.to - this.from);
    if (this.axis === "even") return Math.max(2, Math.min(share * 0.82, 18));
    return Math.max(2, this.picture.virtual ? 0 : this.picture.took[step] * share);
  }

  zoom(factor, x = this.width / 2) {
    const centre = this.place(x);
    const size = Math.max(this.least, Math.min(this.end, (this.to - this.from) * factor));
    this.from = centre - (x / this.width) * size;
    this.to = this.from + size;
    this.keep();
  }

  pan(pixels) {
    const moved = (pixels / this.width) * (this.to - this.from);
    this.from += moved;
    this.to += moved;
    this.keep();
  }

  keep() {
    const size = this.to - this.from;
    this.from = Math.max(0, Math.min(this.from, this.end - size));
    this.to = this.from + size;
  }

  showStep(step) {
    const place = this.places[step], size = this.to - this.from;
    if (place > this.from + size * 0.04 && place < this.to - size * 0.06) return;
    this.from = place - size / 2;
    this.to = this.from + size;
    this.keep();
  }

  // The last step at or before a place.
  stepAt(place) { return Math.max(0, after(this.places, this.picture.count, place) - 1); }

  // Where the ruler has its marks, with the time there.
  ticks() {
    return this.axis === "even" ? this.evenTicks() : this.timeTicks();
  }

  timeTicks() {
    const wanted = (this.to - this.from) / Math.max(2, this.width / 110);
    const power = 10 ** Math.floor(Math.log10(wanted));
    const size = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= wanted);
    const ticks = [];
    for (let at = Math.ceil(this.from / size) * size; at <= this.to; at += size) ticks.push([this.x(at), spell(at)]);
    return ticks;
  }

  evenTicks() {
    const ticks = [];
    let right = -Infinity, step = Math.max(0, this.stepAt(this.from));
    const { at, count } = this.picture;
    while (step < count && this.places[step] <= this.to) {
      if ((step === 0 || at[step] !== at[step - 1]) && this.xOf(step) >= right) {
        ticks.push([this.xOf(step), spell(at[step])]);
        right = this.xOf(step) + 84;
        step = Math.max(step + 1, this.stepAt(this.place(right)));
      } else step += 1;
    }
    return ticks;
  }
}

// How many of the sorted places are not beyond a given one.
function after(places, count, place) {
  let low = 0, high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] <= place) low = middle + 1; else high = middle;
  }
  return low;
}
