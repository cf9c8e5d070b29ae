// What there is to say of one step: in a tooltip, and beside the picture with stack and source.

function tooltipOf(picture, step) {
  const frames = picture.frames(picture.stack[step]);
  const line = sourceLine(picture, frames);
  const wait = picture.isTask(step) && picture.next[step] >= 0 && picture.words(step);
  return [
    h("strong", {}, picture.who(step)),
    h("span", { class: "dim" }, ` at ${spell(picture.at[step])}, step ${step}`),
    h("div", {}, picture.tell(step)),
    wait && picture.waited(step) > 0 && h("div", {}, `for ${spell(picture.waited(step))}`),
    line && h("pre", { class: "told" }, line),
    frames.length > 0 && h("div", { class: "stack" }, frames.slice(0, 6).map((frame) =>
      h("div", { class: frame.isUsers ? "" : "dim" }, `${frame.file}:${frame.line} in ${frame.title}`))),
  ];
}

// The line on which a task stands, in the user's own code.
function sourceLine(picture, frames) {
  const frame = frames.find((each) => each.isUsers) || frames[0];
  return frame ? picture.excerpt(frame, 0).map(([, text]) => text.trim())[0] : "";
}

function detailsOf(picture, step, choose) {
  const by = picture.by[step];
  const woken = wokenBy(picture, step, 8);
  const facts = [
    ["at", spell(picture.at[step])],
    ["took", `${spell(picture.took[step])} of real time`],
    ["called by", by < 0 ? nobody(picture, step) : link(picture, by, choose)],
    woken.length > 0 && ["calls", woken.map((each) => [link(picture, each, choose), " "])],
    picture.isTask(step) && picture.next[step] >= 0 && ["goes on", [
      link(picture, picture.next[step], choose), picture.waited(step) > 0 ? ` after ${spell(picture.waited(step))}` : "",
    ]],
    picture.isTask(step) && picture.last[step] >= 0 && ["before it", link(picture, picture.last[step], choose)],
  ].filter(Boolean);
  const begins = picture.from(step), stands = picture.stack[step];
  return [
    h("h3", { tabindex: "-1" }, `${picture.who(step)}, step ${step}`),
    h("p", {}, picture.tell(step)),
    h("dl", {}, facts.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    stands >= 0 && framesOf(picture, stands, picture.isTask(step) ? "Stands at" : "Defined at"),
    picture.isTask(step) && begins !== stands && framesOf(picture, begins, "Came from"),
  ];
}

function nobody(picture, step) {
  if (picture.mark[step] & CANCELLED) return "nobody who ran: the loop was about to be closed, or a schedule wants it";
  if (!picture.isTask(step)) return picture.mark[step] & TIMER ? "the clock" : "outside";
  return picture.last[step] < 0 ? "who started the loop" : "outside";
}

function link(picture, step, choose) {
  return button(`${picture.who(step)}, step ${step}`, () => choose(step), { class: "link" });
}

function framesOf(picture, stack, title) {
  const frames = picture.frames(stack);
  const first = Math.max(0, frames.findIndex((frame) => frame.isUsers));
  return frames.length > 0 && h("section", { class: "frames" },
    h("h4", {}, title),
    frames.map((frame, number) => {
      const lines = picture.excerpt(frame);
      const place = `${frame.file}:${frame.line} in ${frame.title}`;
      if (!lines.length) return h("div", { class: "frame dim" }, place);
      return h("details", { class: frame.isUsers ? "frame" : "frame dim", open: number === first },
        h("summary", {}, place),
        sourceOf(lines, frame.line));
    }));
}

function sourceOf(lines, marked) {
  const indent = Math.min(...lines.map(([, text]) => text.search(/\S|$/)));
  return h("pre", { class: "source", tabindex: "0" }, lines.map(([number, text]) =>
    h("span", { class: number === marked ? "line marked" : "line" },
      h("span", { class: "number" }, String(number)), `${text.slice(indent)}\n`)));
}
