// Elements, made from text alone: whatever users wrote is never markup.

let isPrinting = false;

function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function put(place, ...children) {
  place.replaceChildren(...children.flat(9).filter(Boolean));
  return place;
}

function button(text, press, attributes) {
  return h("button", { type: "button", onclick: press, ...attributes }, text);
}

async function copy(text, told) {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    const area = h("textarea", { class: "unseen", readonly: true }, text); // a page opened from a disk may need it
    document.body.append(area);
    area.select();
    done = document.execCommand("copy");
    area.remove();
  }
  told(done ? "copied" : "press Ctrl+C");
}
