// The HTML report in a real browser: `make browser`.
//
// Arguments: the binary, the folder where playwright-core is installed, the folder for screenshots. What the page must do: show findings side by
// side, filter them by level, kind and words, be usable from the keyboard, ask for nothing from any
// network, be readable in light, dark and narrow windows, and without scripts.
import { execFileSync, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [binary, modules, screenshots] = process.argv.slice(2).map((name) => path.resolve(name));
const { chromium } = createRequire(`${modules}/`)("playwright-core");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rubricate-report-"));
const file = (name, text) => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
};

const letter = (when, name, words) => `<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>Letters</title></titleStmt><publicationStmt><p>None.</p></publicationStmt>
<sourceDesc><p>A box.</p></sourceDesc></fileDesc></teiHeader><text><body>
<p>On <date when="${when}">4 March 1871</date> ${name} came in ${words} with salt and rope.</p>
<p>Nobody had seen her since, and they counted the sacks: forty in all.</p>
</body></text></TEI>`;
file("old/a.xml", letter("1871-03-04", "Ann Reed", "at dawn"));
file("new/a.xml", letter("1871-03-05", "<persName>Ann Reed</persName>", "at noon"));
file("old/b.xml", letter("1871-03-04", "Ann Reed", "at dawn"));
file("new/b.xml", letter("1871-03-04", "Ann Reed", "at dawn").replaceAll("\n", "\n  "));
file("old/gone & <away>.xml", "<p/>");

const ran = spawnSync(binary, ["diff", "old", "new", "--format", "html"], { cwd: folder });
assert.equal(ran.status, 1, String(ran.stderr));
file("report.html", ran.stdout);
const url = pathToFileURL(path.join(folder, "report.html")).href;

const profile = fs.mkdtempSync(path.join(os.tmpdir(), "rubricate-profile-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: execFileSync("sh", ["-c", "command -v chromium"]).toString().trim(),
  args: [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
  viewport: { width: 1100, height: 800 },
});

/** A fresh page; whatever it complains of or asks for is an error. */
async function opened(settings = {}) {
  const page = await browser.newPage();
  if (settings.colorScheme) await page.emulateMedia({ colorScheme: settings.colorScheme });
  if (settings.width) await page.setViewportSize({ width: settings.width, height: 800 });
  page.on("pageerror", (error) => assert.fail(String(error)));
  page.on("console", (message) => assert.notEqual(message.type(), "error", message.text()));
  page.on("request", (request) => assert.equal(request.url(), url));
  await page.goto(url);
  return page;
}
const shown = (page) => page.locator("article:visible").count();
const status = (page) => page.locator("#shown").innerText();

const checks = {
  async "both sides of a change stand beside each other"() {
    const page = await opened();
    const article = page.locator("article", { hasText: "text differs" }).first();
    const [left, right] = await article.locator(".side").all();
    const [a, b] = [await left.boundingBox(), await right.boundingBox()];
    assert.equal(a.y, b.y);
    assert.ok(a.x + a.width <= b.x);
    assert.equal(await left.locator("del").innerText(), "dawn");
    assert.equal(await right.locator("ins").innerText(), "noon");
  },

  async "a kind that is not ticked is not shown"() {
    const page = await opened();
    const all = await shown(page);
    assert.equal(await status(page), `${all} of ${all} shown`);
    await page.getByLabel(/annotation: value/).uncheck();
    assert.equal(await shown(page), all - 1);
    await page.locator("input[name=level][value=error]").uncheck();
    assert.equal(await shown(page), await page.locator("article.info").count());
    await page.keyboard.press("Escape");
    assert.equal(await shown(page), all);
  },

  async "only findings with the words are shown, and only their documents"() {
    const page = await opened();
    await page.keyboard.press("/");
    await page.keyboard.type("PERSNAME added");
    assert.equal(await shown(page), 1);
    assert.equal(await page.locator("section:visible").count(), 1);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#search").inputValue(), "");
  },

  async "findings are reached from the keyboard"() {
    const page = await opened();
    const focused = () => page.evaluate(() => [...document.querySelectorAll("article")].indexOf(document.activeElement));
    for (const [key, at] of [["j", 0], ["j", 1], ["k", 0], ["k", 0]]) {
      await page.keyboard.press(key);
      assert.equal(await focused(), at);
    }
    await page.evaluate(() => document.activeElement.blur());
    const seen = new Set();
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press("Tab");
      seen.add(await page.evaluate(() => document.activeElement.name || document.activeElement.id));
    }
    for (const name of ["level", "kind", "search"]) assert.ok(seen.has(name), name);
  },

  async "names of files are text"() {
    const page = await opened();
    assert.equal(await page.locator("h2", { hasText: "old/gone & <away>.xml" }).count(), 1);
  },

  async "each box has its label and the page its language and title"() {
    const page = await opened();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.match(await page.title(), /rubricate diff/);
    const bare = await page.evaluate(() => [...document.querySelectorAll("input")].filter((i) => i.labels.length === 0).length);
    assert.equal(bare, 0);
  },

  async "words are readable in light and dark, wide and narrow"() {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1100, 360]) {
        const page = await opened({ colorScheme, width });
        const worst = await page.evaluate(leastContrast);
        assert.ok(worst.ratio >= 4.5, `${colorScheme}: ${JSON.stringify(worst)}`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${width}: ${overflow} pixels too wide`);
        await page.screenshot({ path: path.join(screenshots, `report-${colorScheme}-${width}.png`), fullPage: true });
      }
    }
  },

  async "without scripts everything is shown"() {
    const page = await browser.newPage();
    const session = await browser.newCDPSession(page);
    await session.send("Emulation.setScriptExecutionDisabled", { value: true });
    await page.goto(url);
    assert.equal(await page.locator("article:visible").count(), await page.locator("article").count());
    assert.equal(await page.locator("#filters:visible").count(), 0);
  },
};

/** The smallest contrast of any words with their ground (WCAG 2.2, 1.4.3). */
function leastContrast() {
  const rgb = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = (v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  let worst = { ratio: 21 };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < worst.ratio) worst = { ratio, text: node.data.trim().slice(0, 40) };
  }
  return worst;
}

let failed = 0;
fs.mkdirSync(screenshots, { recursive: true });
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok: ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${name}\n${error.stack}`);
  }
}
await browser.close();
for (const left of [folder, profile]) fs.rmSync(left, { recursive: true, force: true });
console.log(`${Object.keys(checks).length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
