/* What the pages do beyond HTML and CSS: the choice of view is kept, and paragraphs can be cited.
   Every page can be read without it. */
"use strict";
(() => {
  const store = {
    get: key => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* not allowed */ } },
  };
  for (const input of document.querySelectorAll(".views input")) {
    const key = "rubricate." + input.name;
    const kept = store.get(key);
    if (kept !== null) {
      input.checked = input.type === "radio" ? input.value === kept : kept === "yes";
    }
    input.addEventListener("change", () =>
      store.set(key, input.type === "radio" ? input.value : input.checked ? "yes" : "no"));
  }

  const citation = document.querySelector(".citation");
  if (!citation) return;
  const address = citation.querySelector("a")?.href ?? location.href.split("#")[0];
  let box;
  const cite = link => {
    box?.remove();
    box = document.createElement("div");
    box.className = "cite-box";
    box.popover = "auto";
    const heading = document.createElement("p");
    heading.className = "label";
    heading.textContent = citation.dataset.cite;
    const text = document.createElement("p");
    text.textContent = citation.querySelector(".cite-text").textContent + ", ¶ "
      + link.textContent + ", " + address + link.hash;
    const copy = document.createElement("button");
    copy.type = "button";
    copy.textContent = citation.dataset.copy;
    copy.onclick = async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        copy.textContent = citation.dataset.copied;
      } catch {
        getSelection().selectAllChildren(text);
      }
    };
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = citation.dataset.close;
    close.onclick = () => box.hidePopover();
    box.append(heading, text, copy, " ", close);
    document.body.append(box);
    box.showPopover();
  };
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a.pn");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) cite(link);
  });
})();
