// A table of any length: only the rows on the screen are there, and a reader is told how many there are.

const ROW = 30, MOST_PRINTED = 300;

class Rows {
  constructor({ label, columns, choose, height = 420 }) {
    Object.assign(this, { columns, choose, count: 0, height, chosen: -1, head: [0, 0] });
    this.body = h("tbody", {});
    this.above = h("tr", { class: "gap", "aria-hidden": "true" }, h("td", { colspan: columns.length }));
    this.below = this.above.cloneNode(true);
    this.table = h("table", { class: "rows" }, h("caption", { class: "unseen" }, label),
      h("thead", {}, h("tr", {}, columns.map((column) => this.heading(column)))), this.body);
    this.element = h("div", { class: "window", tabindex: "0", role: "region", "aria-label": label }, this.table);
    this.element.style.maxHeight = `${height}px`;
    this.element.addEventListener("scroll", () => this.draw());
    this.element.addEventListener("keydown", (event) => this.press(event));
    window.addEventListener("beforeprint", () => this.draw(MOST_PRINTED));
    window.addEventListener("afterprint", () => this.draw());
  }

  heading({ title, sort, wide }) {
    const inside = sort ? button(title, () => this.sortBy(sort)) : title;
    return h("th", { scope: "col", class: wide ? "wide" : "", "data-sort": sort }, inside);
  }

  sortBy(name) {
    this.descending = this.sorted === name ? !this.descending : true;
    this.sorted = name;
    for (const cell of this.table.querySelectorAll("th")) {
      const order = this.descending ? "descending" : "ascending";
      if (cell.dataset.sort === name) cell.setAttribute("aria-sort", order); else cell.removeAttribute("aria-sort");
    }
    this.onsort?.(name, this.descending);
  }

  show(count, cells) {
    this.count = count;
    this.cells = cells;
    this.table.setAttribute("aria-rowcount", count + 1);
    this.draw();
  }

  draw(most = 0) {
    const room = Math.ceil(this.height / ROW) + 8;
    const first = most ? 0 : Math.max(0, Math.min(Math.floor(this.element.scrollTop / ROW) - 4, this.count - room));
    const last = Math.min(this.count, first + (most || room));
    const rows = [];
    for (let number = first; number < last; number++) rows.push(this.row(number));
    this.above.firstChild.style.height = `${first * ROW}px`;
    this.below.firstChild.style.height = `${(most ? 0 : this.count - last) * ROW}px`;
    const more = most && last < this.count &&
      h("tr", {}, h("td", { colspan: this.columns.length }, `and ${many(this.count - last, "row")} more`));
    put(this.body, first > 0 && this.above, rows, more, last < this.count && !most && this.below);
  }

  row(number) {
    const cells = this.cells(number);
    const row = h("tr", { "aria-rowindex": number + 2, "data-row": number },
      cells.map((cell, place) => h("td", { class: this.columns[place].number ? "number" : "" }, cell)));
    if (number === this.chosen) row.setAttribute("aria-current", "true");
    if (this.choose) row.addEventListener("click", () => this.choose(number));
    return row;
  }

  reveal(number) {
    this.chosen = number;
    const top = number * ROW;
    if (top < this.element.scrollTop || top > this.element.scrollTop + this.height - 2 * ROW) {
      this.element.scrollTop = Math.max(0, top - this.height / 2);
    }
    this.draw();
  }

  // With the table in focus, arrows move the chosen row, and Enter opens it.
  press(event) {
    if (event.target !== this.element || !this.choose) return;
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -Infinity, End: Infinity };
    if (event.key in moves && this.count) {
      event.preventDefault();
      this.reveal(Math.max(0, Math.min(this.count - 1, this.chosen + moves[event.key])));
    } else if (event.key === "Enter" && this.chosen >= 0) this.choose(this.chosen);
  }
}
