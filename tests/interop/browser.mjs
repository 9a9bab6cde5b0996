// What a browser makes of the edition. Chromium is Debian's; the rest comes from npm.
//
//   node browser.mjs SITE ceteicean OUT.json   the TEI as CETEIcean shows it
//   node browser.mjs SITE check                axe-core on the pages, and the search from file://
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
const require = createRequire(process.cwd() + "/");
const { chromium } = require("playwright-core");

const [, , folder, task, out] = process.argv;
const site = resolve(folder);
const address = path => pathToFileURL(join(site, path)).href;
const profile = mkdtempSync(join(tmpdir(), "rubricate-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage();
const faults = [];
let passed = 0;
page.on("pageerror", error => faults.push(`${page.url()}: ${error.message}`));
const check = (sound, what) => { if (sound) passed++; else faults.push(what); };

const table = readFileSync(join(site, "data/documents.csv"), "utf8").trim().split("\r\n").slice(1)
  .map(row => row.match(/("([^"]|"")*"|[^,]*)(,|$)/g)
    .map(cell => cell.replace(/,$/, "").replace(/^"|"$/g, "").replaceAll('""', '"')));
const documents = table.map(row => ({ slug: row[0], file: row[1], page: row[7] }));

async function ceteicean() {
  const shown = {};
  await page.goto("about:blank");
  await page.addScriptTag({ path: join(process.cwd(), "node_modules/CETEIcean/dist/CETEI.js") });
  for (const { slug, file } of documents) {
    const xml = readFileSync(join(site, "tei", file), "utf8");
    shown[slug] = await page.evaluate(async xml => {
      document.body.replaceChildren(await new CETEI({ ignoreFragmentId: true }).makeHTML5(xml));
      const text = document.querySelector("tei-text");
      const notes = [...text.querySelectorAll("tei-note")];
      const seen = notes.filter(note => note.checkVisibility()).length;
      // CETEIcean keeps what it decorates in a hidden copy, and sets notes in brackets of its own.
      for (const copy of text.querySelectorAll("[hidden], [data-original]")) copy.remove();
      for (const note of notes) note.innerHTML = note.innerHTML.replace(/^((?:<[^>]*>)*)\(/, "$1").replace(/\)((?:<[^>]*>)*)$/, "$1");
      return { text: text.textContent, notes: notes.length, seen };
    }, xml);
  }
  writeFileSync(out, JSON.stringify(shown));
}

// One page of each kind, and every page where they are few.
function pages() {
  const all = readdirSync(site, { recursive: true }).map(String).map(path => path.replaceAll("\\", "/"))
    .filter(path => path.endsWith(".html")).sort();
  if (all.length <= 40) return all;
  const seen = new Map();
  return all.filter(path => {
    const kind = path.includes("/") ? path.split("/")[0] + (path.includes("index") ? "/index" : "") : path;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return seen.get(kind) <= 3;
  });
}

async function accessibility() {
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  for (const [scheme, size] of [["light", [1200, 900]], ["dark", [390, 844]]]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: size[0], height: size[1] });
    for (const path of pages()) {
      await page.goto(address(path));
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run(document));
      check(!violations.length, violations.map(violation => `${path} (${scheme}): ${violation.id}: ` +
        violation.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")).join("\n"));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(wide <= 0, `${path} (${scheme}): ${wide} pixels wider than the window`);
    }
  }
}

// A word of each document leads to it; the times are those of questions, parts loaded as needed.
async function search() {
  const rare = new Map();
  const counts = new Map();
  const wordsOf = slug => [...new Set(readFileSync(join(site, `data/text/${slug}.txt`), "utf8")
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])];
  for (const { slug } of documents) {
    for (const word of wordsOf(slug)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  for (const { slug, page } of documents.slice(0, 300)) {
    const word = wordsOf(slug).sort((a, b) => counts.get(a) - counts.get(b) || b.length - a.length)[0];
    if (word) rare.set(page, word);
  }
  await page.goto(address("search.html"));
  const times = [];
  for (const [path, word] of rare) {
    const { pages, time } = await page.evaluate(async word => {
      const start = performance.now();
      const { documents } = await rubricate.find(word);
      const time = performance.now() - start;
      const entries = await Promise.all(documents.map(rubricate.textOf));
      return { pages: entries.map(entry => entry[0]), time };
    }, word);
    times.push(time);
    check(pages.includes(path), `search: ${word} does not lead to ${path}`);
  }
  const [path, word] = [...rare][0];
  await page.goto(address("search.html") + "?q=" + encodeURIComponent(word));
  await page.waitForSelector(".hits li a");
  check((await page.$$eval(".hits > li > a", links => links.map(link => link.href))).includes(address(path)),
    `search: the page does not show ${path}`);
  times.sort((a, b) => a - b);
  const at = share => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
  console.log(`search: ${times.length} questions, median ${at(0.5)} ms, 95 % ${at(0.95)} ms, slowest ${at(1)} ms`);
}

// Notes are shown beside their markers, without scripts of the page.
async function notes() {
  for (const { page: path } of documents) {
    await page.goto(address(path));
    const button = page.locator(".marker button").first();
    if (!(await button.count())) continue;
    await button.click();
    check(await page.locator(".note-beside:popover-open").count() === 1, `${path}: the note is not shown`);
    break;
  }
}

try {
  if (task === "ceteicean") await ceteicean();
  else { await accessibility(); await search(); await notes(); }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
for (const fault of faults) console.log(fault);
if (task !== "ceteicean") console.log(`${passed} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);
