"use strict";
(() => {
  const form = document.getElementById("filters");
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  const findings = [...document.querySelectorAll("article")];

  const ticked = (name) =>
    new Set([...form.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value));

  function filter() {
    const levels = ticked("level");
    const kinds = ticked("kind");
    const words = search.value.toLowerCase();
    let count = 0;
    for (const finding of findings) {
      const here =
        levels.has(finding.dataset.level) &&
        kinds.has(finding.dataset.kind) &&
        (words === "" || finding.textContent.toLowerCase().includes(words));
      finding.hidden = !here;
      count += here;
    }
    for (const section of document.querySelectorAll("section")) {
      section.hidden = !section.querySelector("article:not([hidden])");
    }
    shown.textContent = `${count} of ${findings.length} shown`;
  }

  function step(by) {
    const visible = findings.filter((finding) => !finding.hidden);
    if (visible.length === 0) return;
    const at = visible.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : visible.length - 1) : at + by;
    const finding = visible[Math.max(0, Math.min(visible.length - 1, next))];
    finding.focus();
    finding.scrollIntoView({ block: "nearest" });
  }

  function showAll() {
    search.value = "";
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = true;
    search.blur();
    filter();
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return showAll();
    if (event.target === search) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") { event.preventDefault(); search.focus(); }
  });
  form.hidden = false;
  filter();
})();
