/* Looks words up in the parts of the index, which are loaded as scripts, so that the search works
   from a folder as well as from a server. Needs search/index.js. */
"use strict";
const rubricate = (() => {
  const parts = globalThis.rubricateParts;
  const base = new URL("search/", document.currentScript.src.replace(/assets\/[^/]*$/, ""));
  const waiting = new Map();
  const loaded = new Map();
  const MOST_PARTS = 12, MOST_CHECKED = 400, SHOWN = 20;

  const load = name => {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        const script = document.createElement("script");
        script.src = new URL(name + ".js", base);
        script.onerror = () => reject(new Error(script.src));
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  };
  const arrived = (name, value) => waiting.get(name)?.(value);

  const fold = word => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const split = text => (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map(fold).filter(Boolean);
  /* The last part that begins at or before a value. */
  const partOf = (firsts, value) => {
    let low = 0, high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= value) low = middle + 1; else high = middle;
    }
    return low;
  };

  const parse = text => {
    const words = [], phrases = [];
    const rest = text.replace(/["“„«]([^"”“»]*)["”“»]/g, (_, inner) => {
      const phrase = split(inner);
      if (phrase.length) phrases.push(phrase);
      words.push(...phrase.map(word => ({ word, begins: false })));
      return " ";
    });
    for (const piece of rest.split(/\s+/)) {
      const found = split(piece);
      found.forEach((word, at) => words.push({
        word, begins: piece.endsWith("*") && at === found.length - 1,
      }));
    }
    return { words, phrases };
  };

  /* How often each document has a word, from one line of the list: steps in base 36. */
  const addLine = (part, at, end, counts) => {
    let document = 0, count = 0, counted = false, number = 0;
    const add = () => {
      if (counted) count = number; else { document += number; count = 1; }
    };
    for (let i = at; i <= end; i++) {
      const c = i < end ? part.charCodeAt(i) : 32;
      if (c === 32) {
        add();
        counts[document] += count;
        number = 0; counted = false;
      } else if (c === 58) {
        add();
        number = 0; counted = true;
      } else {
        number = counted ? number * 10 + c - 48 : number * 36 + (c < 58 ? c - 48 : c - 87);
      }
    }
  };

  /* How often each document has a word, or one that begins so. */
  const countsOf = async ({ word, begins }) => {
    const first = Math.max(1, partOf(parts.words, word));
    const last = begins ? Math.min(partOf(parts.words, word + "\u{FFFF}"), first + MOST_PARTS) : first;
    const names = [];
    for (let at = first; at <= last && at <= parts.words.length; at++) names.push("w-" + at);
    const counts = new Uint32Array(parts.documents);
    const start = word + (begins ? "" : " ");
    for (const part of await Promise.all(names.map(load))) {
      let at = part.startsWith(start) ? 0 : part.indexOf("\n" + start) + 1;
      if (!at && !part.startsWith(start)) continue;
      while (at < part.length && part.startsWith(start, at)) {
        const end = part.indexOf("\n", at);
        addLine(part, part.indexOf(" ", at) + 1, end, counts);
        at = end + 1;
      }
    }
    return counts;
  };

  const textOf = async document => {
    const part = partOf(parts.texts, document);
    return (await load("d-" + part))[document - parts.texts[part - 1]];
  };

  const holds = (entry, phrase) => {
    const words = split([entry[1], ...entry[2].map(([, text]) => text)].join(" "));
    return words.some((_, at) => phrase.every((word, i) => words[at + i] === word));
  };

  /* The numbers of the documents that a question finds, the best first. */
  const find = async question => {
    const { words, phrases } = parse(question);
    if (!words.length) return { documents: [], words };
    const lists = await Promise.all(words.map(countsOf));
    const weights = lists.map(list => {
      let size = 0;
      for (const count of list) if (count) size++;
      return Math.log(1 + parts.documents / (size || 1));
    });
    const scores = new Float32Array(parts.documents);
    let documents = [];
    for (let document = 0; document < parts.documents; document++) {
      let score = 0;
      if (!lists.every((list, i) => {
        const count = list[document];
        score += count / (count + 1.2) * weights[i];
        return count;
      })) continue;
      scores[document] = score;
      documents.push(document);
    }
    documents.sort((a, b) => scores[b] - scores[a] || a - b);
    if (phrases.length) {
      documents = documents.slice(0, MOST_CHECKED);
      const entries = await Promise.all(documents.map(textOf));
      documents = documents.filter((_, at) => phrases.every(phrase => holds(entries[at], phrase)));
    }
    return { documents, words };
  };

  /* Text with the words that were looked for marked, as nodes: nothing of it is read as HTML. */
  const marked = (text, words) => {
    const is = word => words.some(wanted => wanted.begins ? word.startsWith(wanted.word) : word === wanted.word);
    const nodes = [];
    let from = 0;
    for (const found of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
      if (!is(fold(found[0]))) continue;
      const mark = document.createElement("mark");
      mark.textContent = found[0];
      nodes.push(text.slice(from, found.index), mark);
      from = found.index + found[0].length;
    }
    nodes.push(text.slice(from));
    return { nodes, count: (nodes.length - 1) / 2 };
  };
  const around = (text, words) => {
    const first = marked(text, words).nodes[0].length;
    if (text.length < 280) return text;
    const from = Math.max(0, text.lastIndexOf(" ", Math.max(0, first - 110)));
    const to = text.indexOf(" ", from + 260);
    return (from ? "…" : "") + text.slice(from, to < 0 ? undefined : to) + (to < 0 ? "" : "…");
  };

  const hit = (entry, words) => {
    const [page, title, blocks] = entry;
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = page;
    link.append(...marked(title, words).nodes);
    const list = document.createElement("ul");
    list.className = "contexts";
    const best = blocks.map(([anchor, text]) => ({ anchor, text, count: marked(text, words).count }))
      .filter(({ count }) => count).sort((a, b) => b.count - a.count).slice(0, 3);
    for (const { anchor, text } of best) {
      const line = document.createElement("li");
      const place = document.createElement("a");
      place.href = page + (anchor ? "#" + encodeURIComponent(anchor).replaceAll("%3A", ":") : "");
      place.append(...marked(around(text, words), words).nodes);
      line.append(place);
      list.append(line);
    }
    item.append(link, list);
    return item;
  };

  const start = () => {
    const form = document.querySelector("form.search");
    if (!form || !parts) return;
    const input = form.elements.q, hits = document.querySelector(".hits");
    const status = document.querySelector(".found");
    let asked = 0;
    const show = async () => {
      const question = input.value.trim(), number = ++asked;
      const { documents, words } = question ? await find(question) : { documents: [], words: [] };
      if (number !== asked) return;
      hits.replaceChildren();
      document.querySelector(".more")?.remove();
      status.textContent = !question ? "" : documents.length
        ? (documents.length > 1
          ? form.dataset.found.replace("{}", documents.length)
          : form.dataset.foundOne).replace("{}", "“" + question + "”")
        : form.dataset.none.replace("{}", "“" + question + "”");
      const more = async from => {
        const entries = await Promise.all(documents.slice(from, from + SHOWN).map(textOf));
        if (number !== asked) return;
        hits.append(...entries.map(entry => hit(entry, words)));
        if (from + SHOWN >= documents.length) return;
        const button = document.createElement("button");
        button.className = "more";
        button.textContent = form.dataset.more;
        button.onclick = () => { button.remove(); more(from + SHOWN); };
        hits.after(button);
      };
      await more(0);
    };
    let pause;
    input.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(show, 120); });
    form.addEventListener("submit", event => {
      event.preventDefault();
      try { history.replaceState(null, "", "?q=" + encodeURIComponent(input.value)); } catch { /* file: */ }
      show();
    });
    const given = new URLSearchParams(location.search).get("q");
    if (given) { input.value = given; show(); }
  };
  start();
  return { words: (n, text) => arrived("w-" + n, text), texts: (n, list) => arrived("d-" + n, list), find, textOf };
})();
