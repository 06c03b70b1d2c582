// Tries a report in Chromium and prints what is wrong, a line each.
// node page.mjs DRIVER CHROMIUM PAGE PICTURES TEXT...: PICTURES is a directory or "".
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [driver, executablePath, file, pictures, ...texts] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(driver);
const url = pathToFileURL(file).href;
const wrong = (...what) => console.log(what.join(" "));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

const open = async (width, options = {}) => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("pageerror", (e) => wrong("script:", e.message));
  page.on("console", (m) => wrong("console:", m.text()));
  page.on("request", (r) => r.url() === url || wrong("the page asks for", r.url()));
  await page.goto(url);
  return page;
};

// Nothing scrolls sideways, in any width, with everything opened.
for (const width of [320, 360, 768, 1000, 1400]) {
  const page = await open(width);
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  const wide = await page.evaluate(() => [document.documentElement, ...document.querySelectorAll(".scroll, .sheet, pre")]
    .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => `${e.getAttribute("aria-labelledby") || e.tagName + "." + e.className} ${e.scrollWidth} in ${e.clientWidth}`));
  for (const w of wide) wrong(`at ${width}:`, w);
  if (pictures) await page.screenshot({ path: `${pictures}/${width}.png`, fullPage: true });
  await page.context().close();
}

// Tables sort, by keyboard and by click; every control takes the focus in order and shows it.
{
  const page = await open(1300);
  const table = page.locator("main > section table.sortable:visible").filter({ has: page.locator("tbody tr:nth-child(2)") }).first();
  const button = table.locator("thead th:nth-child(2) button");
  const column = () => table.locator("tbody tr > :nth-child(2)").allTextContents();
  await button.focus();
  await page.keyboard.press("Enter");
  const up = await column();
  await button.click();
  const down = await column();
  const state = await table.locator("thead th:nth-child(2)").getAttribute("aria-sort");
  const count = new Set(up).size;
  if (state !== "descending" || count > 1 && up[0] === down[0]) wrong("sorting:", state, up.join("|"), "then", down.join("|"));
  await page.reload();
  const list = 'a[href], button, select, input, summary, [tabindex="0"]';
  const want = await page.evaluate((list) => [...document.querySelectorAll(list)].filter((e) => e.checkVisibility()).map((e) => e.tagName + " " + e.textContent.slice(0, 20)), list);
  for (const [i, w] of want.entries()) {
    await page.keyboard.press("Tab");
    const [got, outline] = await page.evaluate(() => [document.activeElement.tagName + " " + document.activeElement.textContent.slice(0, 20), getComputedStyle(document.activeElement).outlineStyle]);
    if (got !== w || outline !== "solid") { wrong(`stop ${i}: ${got}, ${outline}; want ${w}`); break; }
  }
  if (want.length < 20) wrong("only", want.length, "controls");
  await page.context().close();
}

// Texts stand out from their background, in both schemes: WCAG AA.
for (const colorScheme of ["light", "dark"]) {
  const page = await open(1300, { colorScheme });
  const bad = await page.evaluate(() => {
    const parse = (c) => c.match(/[\d.]+/g).map(Number);
    const light = ([r, g, b]) => { const f = (v) => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
    const under = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
    const out = [];
    for (const e of document.querySelectorAll("body *")) {
      if (e.closest(".sheet, script") || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || !e.checkVisibility()) continue;
      const s = getComputedStyle(e), a = light(parse(s.color)), b = light(under(e)), size = parseFloat(s.fontSize);
      const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
      if (ratio < (size >= 24 || size >= 18.66 && +s.fontWeight >= 700 ? 3 : 4.5)) out.push(`${e.tagName} ${e.textContent.slice(0, 30)} ${ratio.toFixed(2)}`);
    }
    return out;
  });
  for (const b of bad) wrong(`${colorScheme}: too little contrast:`, b);
  await page.context().close();
}

// Without its script the page holds what it must.
{
  const page = await open(1300, { javaScriptEnabled: false });
  const text = await page.locator("body").innerText();
  for (const t of texts) if (!text.includes(t)) wrong("without script the page does not say", t);
  if (await page.locator("button").count()) wrong("buttons that do nothing");
  if (pictures) await page.pdf({ path: `${pictures}/print.pdf`, format: "A4" });
}
await browser.close();
