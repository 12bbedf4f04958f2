// Notes beside the text where the window is wide: each at the height of its mark, below the one before.
// Without this script they stand after the text, and open at their marks.
(() => {
  const wide = matchMedia("(min-width: 82rem)");
  const article = document.querySelector("main > article");
  const notes = [...document.querySelectorAll("#notes > ol > li")];
  function place() {
    document.body.classList.toggle("beside", wide.matches);
    article.style.minHeight = "";
    if (!wide.matches) {
      for (const note of notes) note.style.top = "";
      return;
    }
    const origin = article.getBoundingClientRect().top;
    const marks = notes.map((note) => document.getElementById(note.id + "-ref"));
    const wanted = marks.map((mark) => (mark && !mark.closest("#notes") ? mark.getBoundingClientRect().top - origin : 0));
    const heights = notes.map((note) => note.offsetHeight);
    let free = 0;
    notes.forEach((note, at) => {
      const top = Math.max(free, wanted[at]);
      note.style.top = top + "px";
      free = top + heights[at] + 8;
    });
    article.style.minHeight = free + "px";
  }
  let waiting = 0;
  new ResizeObserver(() => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(place);
  }).observe(document.querySelector(".edited"));
  wide.addEventListener("change", place);
  place();
})();
