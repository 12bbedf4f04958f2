// Sorting and filtering of the list of documents; without this script it stands sorted by author.
(() => {
  const tools = document.querySelector(".tools");
  const list = document.querySelector(".documents");
  const tally = document.getElementById("tally");
  const items = [...list.children];
  const by = (id) => document.getElementById(id);
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  const orders = {
    author: null,
    title: (a, b) => compare(a.querySelector("h2").textContent, b.querySelector("h2").textContent),
    date: (a, b) => compare(a.dataset.when || "9999", b.dataset.when || "9999"),
    length: (a, b) => b.dataset.words - a.dataset.words,
  };
  const texts = new Map(items.map((item) => [item, fold(item.dataset.find + " " + item.textContent)]));

  function fill(select, values) {
    for (const value of [...new Set(values)].filter(Boolean).sort(compare)) select.append(new Option(value, value));
    select.closest("label").hidden = select.options.length < 3;
  }
  fill(by("author"), items.flatMap((item) => item.dataset.authors.split("; ")));
  fill(by("language"), items.map((item) => item.dataset.language));

  function filter() {
    const words = fold(by("filter").value).split(/\s+/).filter(Boolean);
    const author = by("author").value;
    const language = by("language").value;
    const from = by("from").value;
    const to = by("to").value;
    let shown = 0;
    for (const item of items) {
      const { authors, language: own, when } = item.dataset;
      const year = parseInt(when, 10);
      item.hidden =
        !words.every((word) => texts.get(item).includes(word)) ||
        (author !== "" && !authors.split("; ").includes(author)) ||
        (language !== "" && own !== language) ||
        (from !== "" && !(year >= from)) ||
        (to !== "" && !(year <= to));
      shown += !item.hidden;
    }
    tally.textContent = shown === items.length ? "" : `${shown} of ${items.length} documents`;
  }
  function sort() {
    const order = orders[by("sort").value];
    list.replaceChildren(...(order ? [...items].sort(order) : items));
  }
  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("input", (event) => (event.target.id === "sort" ? sort() : filter()));
})();
