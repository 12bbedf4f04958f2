// The pages in a real browser: node browser.mjs CHROMIUM axe|keyboard|plain|site FILE...
// Prints a JSON list of faults, each a string that names page, scheme and rule.
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [executablePath, what, ...files] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDE = { width: 1500, height: 900 };
const NARROW = { width: 390, height: 800 };
const faults = [];

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(file, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!/^(file|data|about):/.test(request.url())) faults.push(`${file}: asks for ${request.url()}`);
  });
  page.on("pageerror", (error) => faults.push(`${file}: script error: ${error.message}`));
  await page.goto(pathToFileURL(file).href);
  return [context, page];
}

// axe-core finds nothing, in light, in dark and on a narrow screen; nothing is wider than that screen.
async function checkAxe(file) {
  const looks = [
    ["light", { viewport: WIDE, colorScheme: "light" }],
    ["dark", { viewport: WIDE, colorScheme: "dark" }],
    ["narrow", { viewport: NARROW, colorScheme: "light" }],
  ];
  const [context, page] = await open(file, looks[0][1]);
  await page.evaluate(axe);
  for (const [name, { viewport, colorScheme }] of looks) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const found = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
      return violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary?.slice(0, 200)}`);
    });
    faults.push(...found.map((fault) => `${file}, ${name}: ${fault}`));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) faults.push(`${file}, ${name}: ${over}px wider than the screen`);
  }
  await context.close();
}

// With keys alone from a mark to its note and back: the note opens at its mark on a narrow screen, and
// is a link where it stands beside the text.
async function checkKeyboard(file) {
  for (const viewport of [NARROW, WIDE]) {
    const [context, page] = await open(file, { viewport });
    const at = `${file}, ${viewport.width}px`;
    const mark = page.locator(".mark").first();
    const id = (await mark.getAttribute("id")).replace(/-ref$/, "");
    for (let tabs = 0; tabs < 400; tabs++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => Boolean(document.activeElement.closest(".mark")))) break;
    }
    if (!(await page.evaluate(() => Boolean(document.activeElement.closest(".mark"))))) faults.push(`${at}: no key reaches a mark`);
    await page.keyboard.press("Enter");
    if (viewport === NARROW) {
      if (!(await page.locator(`[id="${id}-body"]`).evaluate((body) => body.matches(":popover-open")))) faults.push(`${at}: the note does not open`);
      await page.keyboard.press("Escape");
      if (await page.locator(`[id="${id}-body"]`).evaluate((body) => body.matches(":popover-open"))) faults.push(`${at}: the note does not close`);
    } else {
      if (!page.url().endsWith(`#${id}`)) faults.push(`${at}: the mark does not lead to the note`);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      if (!page.url().endsWith(`#${id}-ref`)) faults.push(`${at}: the note does not lead back`);
    }
    const back = await page.evaluate(() => Boolean(document.activeElement.closest(".mark")) || location.hash.endsWith("-ref"));
    if (!back) faults.push(`${at}: the way back does not end at the mark`);
    await context.close();
  }
}

// Without scripts everything is to be seen: each block with words has a height.
async function checkPlain(file) {
  const [context, page] = await open(file, { viewport: NARROW, javaScriptEnabled: false });
  const hidden = await page.locator(".edited p, .edited .l, #notes li, main h1, .citation, .documents li, .person").evaluateAll((all) =>
    all.filter((e) => e.textContent.trim() && !e.checkVisibility({ contentVisibilityAuto: false }) && !e.closest("details")).map((e) => e.textContent.slice(0, 60)),
  );
  faults.push(...hidden.map((words) => `${file}: not to be seen without scripts: ${words}`));
  await context.close();
}

// The site from a folder: sort and filter of the index, search, card of a name.
async function checkSite(file) {
  const [context, page] = await open(file, { viewport: WIDE });
  const count = () => page.locator(".documents > li").evaluateAll((all) => all.filter((e) => e.checkVisibility()).length);
  const all = await count();
  await page.locator("#filter").fill("zzzz");
  if ((await count()) !== 0) faults.push(`${file}: the filter hides nothing`);
  await page.locator("#filter").fill("");
  if ((await count()) !== all) faults.push(`${file}: the filter does not give back`);
  await page.locator("#sort").selectOption("title");
  const titles = await page.locator(".documents h2").allTextContents();
  const sorted = [...titles].sort((a, b) => a.localeCompare(b, "en"));
  if (titles.join() !== sorted.join()) faults.push(`${file}: not sorted by title: ${titles.join("; ")}`);
  await page.goto(pathToFileURL(file).href.replace("index.html", "search.html"));
  await page.locator("#query").fill("lamp");
  await page.waitForSelector(".found li");
  const href = await page.locator(".found a").first().getAttribute("href");
  await page.goto(new URL(href, page.url()).href);
  if (!(await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null))) faults.push(`${href}: what was found is not there`);
  await context.close();
}

const checks = { axe: checkAxe, keyboard: checkKeyboard, plain: checkPlain, site: checkSite };
for (const file of files) await checks[what](file);
await browser.close();
console.log(JSON.stringify(faults));
