// The contents are long: show the part of them where the reader is.
const here = document.querySelector(".sidebar-tree .current-page > a");
const side = document.querySelector(".sidebar-scroll");
if (here && side) {
  const below = here.getBoundingClientRect().top - side.getBoundingClientRect().top;
  side.scrollBy({ top: below - side.clientHeight / 2, behavior: "instant" });
}
