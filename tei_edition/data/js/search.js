// Search over the whole edition; see site/search.py for what it reads.
(() => {
  const form = document.querySelector("form.search");
  const field = document.getElementById("query");
  const tally = document.getElementById("tally");
  const found = document.querySelector(".found");
  const MOST = 30; // documents that are opened for one search
  const WORD = /[\p{L}\p{N}]+/gu;
  const vocabulary = Object.keys(WORDS);
  const texts = new Map(); // name -> promise of its paragraphs
  let turn = 0;
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  globalThis.PARAGRAPHS = {};

  function load(name) {
    if (!texts.has(name)) {
      texts.set(name, new Promise((done) => {
        const script = document.createElement("script");
        script.src = "search/" + encodeURIComponent(name) + ".js";
        script.onload = () => done(PARAGRAPHS[name]);
        script.onerror = () => done([]);
        document.head.append(script);
      }));
    }
    return texts.get(name);
  }

  // The documents that hold all words; the last word may be the beginning of one.
  function candidates(words) {
    return words.map((word, at) => {
      const last = at === words.length - 1;
      const forms = last ? vocabulary.filter((each) => each.startsWith(word)) : Object.hasOwn(WORDS, word) ? [word] : [];
      return new Set(forms.flatMap((form) => WORDS[form]));
    }).reduce((all, some) => new Set([...all].filter((each) => some.has(each))));
  }

  // A paragraph with the places of the words in it, or nothing where one is missing.
  function match(text, words) {
    const places = [];
    const missing = new Set(words);
    for (const { 0: form, index } of text.matchAll(WORD)) {
      const folded = fold(form);
      words.forEach((word, at) => {
        if (folded === word || (at === words.length - 1 && folded.startsWith(word))) {
          places.push([index, index + form.length]);
          missing.delete(word);
        }
      });
    }
    return missing.size ? null : places;
  }

  function excerpt(text, places) {
    const line = document.createDocumentFragment();
    const start = Math.max(0, text.lastIndexOf(" ", places[0][0] - 60) + 1);
    const end = places[0][0] + 160;
    let at = start;
    if (start) line.append("… ");
    for (const [from, to] of places) {
      if (from < at || to > end) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, to);
      line.append(text.slice(at, from), mark);
      at = to;
    }
    const cut = text.length > end ? text.lastIndexOf(" ", end) : text.length;
    line.append(text.slice(at, Math.max(at, cut)), text.length > end ? " …" : "");
    return line;
  }

  async function show(words) {
    const mine = ++turn;
    const numbers = words.length ? [...candidates(words)].sort((a, b) => a - b) : [];
    const sections = [];
    let paragraphs = 0;
    for (const number of numbers.slice(0, MOST)) {
      const [name, title, authors] = DOCUMENTS[number];
      const items = [];
      for (const [id, label, text] of await load(name)) {
        const places = match(text, words);
        if (!places) continue;
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = encodeURIComponent(name) + ".html#" + encodeURIComponent(id);
        if (label) {
          const mark = document.createElement("span");
          mark.className = "count";
          mark.textContent = label + " ";
          link.append(mark);
        }
        link.append(excerpt(text, places));
        item.append(link);
        items.push(item);
      }
      if (!items.length) continue;
      paragraphs += items.length;
      const section = document.createElement("section");
      const head = document.createElement("h2");
      head.textContent = (authors ? authors + ": " : "") + title;
      const list = document.createElement("ol");
      list.className = "mentions";
      list.append(...items);
      section.append(head, list);
      sections.push(section);
    }
    if (mine !== turn) return;
    found.replaceChildren(...sections);
    tally.textContent = !words.length ? "" :
      `${paragraphs} ${paragraphs === 1 ? "paragraph" : "paragraphs"} in ${sections.length} ${sections.length === 1 ? "document" : "documents"}` +
      (numbers.length > MOST ? `; ${numbers.length - MOST} further documents may hold these words` : "");
  }

  let waiting = 0;
  function ask() {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(fold(field.value).match(WORD) ?? []), 120);
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", ask);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  ask();
})();
