// The HTML report in a real browser: it asks nobody for anything, works without scripts, fits every screen and paper, can
// be used by keyboard, and can be read in light and dark. Needs BINARY and SOURCE_DIR in the environment.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const binary = process.env.BINARY;
const sourceDir = process.env.SOURCE_DIR;
// There is a schema for the document of each, and one for STATUS.
const components = readdirSync(join(sourceDir, 'docs', 'schema'))
  .map((file) => file.replace('.json', ''))
  .filter((name) => name !== 'STATUS');
const readable = 4.5; // WCAG 2.1 AA for text

let directory;
let browser;

// Runs the program on the sample recording and says which HTML file it wrote.
function makeReport(name, ...options) {
  const output = join(directory, name);
  execFileSync(binary, ['run', '--recording', join(sourceDir, 'samples', 'harbour'), '--database',
    join(directory, 'reviews.db'), '--output-formats', 'html', '--output-dir', output, ...options],
  { stdio: ['ignore', 'ignore', 'inherit'] });
  const file = readdirSync(output).find((entry) => entry.endsWith('.html'));
  assert.ok(file, `no HTML report in ${output}`);
  return pathToFileURL(join(output, file)).href;
}

// A page with the report, and what it complained of and asked for while it was open.
async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  context.on('request', (request) => requests.push(request.url()));
  await page.goto(url);
  return { context, page, complaints, requests };
}

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// The text elements whose colour is too close to what is behind them.
function pale(limit) {
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = numbers(colour).map((value) => value / 255)
      .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (numbers(colour)[3] !== 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = new Set();
  for (const element of document.body.querySelectorAll('*')) {
    if (element.matches('svg > title, svg > desc')) continue; // heard, not seen
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const style = getComputedStyle(element);
    const drawn = element instanceof SVGElement;
    const [a, b] = [luminance(drawn ? style.fill : style.color), luminance(behind(element))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < limit) found.add(`${element.tagName}.${element.getAttribute('class')} ${contrast.toFixed(2)}`);
  }
  return [...found];
}

before(async () => {
  assert.ok(binary && sourceDir, 'BINARY and SOURCE_DIR must be set');
  directory = mkdtempSync(join(tmpdir(), 'report-test-'));
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--no-first-run'],
  });
});

after(async () => {
  await browser?.close();
  if (directory) rmSync(directory, { recursive: true, force: true });
});

// What must hold of any report: of the whole sample, and of one of which most was left out.
const reports = [['whole', []], ['onlyQuota', ['--only', 'quota']]];

for (const [name, options] of reports) {
  describe(`the report (${name})`, () => {
    let url;
    before(() => { url = makeReport(name, ...options); });

    test('asks for nothing but itself and breaks no policy', async () => {
      const { context, complaints, requests } = await open(url);
      assert.deepEqual(complaints, []);
      assert.deepEqual(requests, [url]);
      await context.close();
    });

    test('says the same without JavaScript', async () => {
      const plain = await open(url, { javaScriptEnabled: false });
      const usual = await open(url);
      assert.equal(await plain.page.locator('main').innerText(), await usual.page.locator('main').innerText());
      await plain.context.close();
      await usual.context.close();
    });

    for (const width of [390, 768, 1280]) {
      test(`never scrolls sideways at ${width} pixels, open or closed`, async () => {
        const { context, page } = await open(url, { viewport: { width, height: 800 } });
        assert.ok(await overflow(page) <= 0);
        await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
        assert.ok(await overflow(page) <= 0);
        await context.close();
      });
    }

    test('has its landmarks, one title and a section for every component', async () => {
      const { context, page } = await open(url);
      for (const role of ['banner', 'navigation', 'main', 'contentinfo']) {
        assert.equal(await page.getByRole(role).count(), 1, role);
      }
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      assert.match(await page.title(), /Amazon Connect operational review/);
      for (const component of components) assert.equal(await page.locator(`#component-${component}`).count(), 1, component);
      await context.close();
    });

    test('can be used by keyboard', async () => {
      const { context, page } = await open(url);
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
      assert.ok((await page.locator('.skip').boundingBox()).x >= 0, 'the skip link shows when it has the focus');
      await page.keyboard.press('Enter');
      await page.waitForURL((at) => at.hash === '#main');

      await page.goto(url);
      const wanted = await page.locator('a[href], summary, [tabindex="0"]').evaluateAll(
        (elements) => elements.filter((element) => element.checkVisibility()).length);
      const reached = new Set();
      for (let i = 0; i < wanted + 5; ++i) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => {
          const all = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')];
          return all.indexOf(document.activeElement);
        });
        if (focused >= 0) reached.add(focused);
      }
      assert.equal(reached.size, wanted);

      const links = page.locator('nav a');
      for (let i = 0; i < await links.count(); ++i) {
        const target = await links.nth(i).getAttribute('href');
        await links.nth(i).focus();
        await page.keyboard.press('Enter');
        await page.waitForFunction((id) => document.querySelector(id).getBoundingClientRect().top < innerHeight, target);
      }
      await page.locator('summary').first().focus();
      await page.keyboard.press('Enter');
      assert.equal(await page.locator('details').first().evaluate((details) => details.open), true);
      await context.close();
    });

    test('shows where the focus is', async () => {
      const { context, page } = await open(url);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none');
      await context.close();
    });

    test('can be read in light and in dark', async () => {
      const papers = [];
      for (const colorScheme of ['light', 'dark']) {
        const { context, page } = await open(url, { colorScheme });
        await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
        assert.deepEqual(await page.evaluate(pale, readable), [], colorScheme);
        papers.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
        await context.close();
      }
      assert.notEqual(papers[0], papers[1]);
    });

    test('fits on paper, dark on white', async () => {
      const { context, page } = await open(url, { viewport: { width: 720, height: 1000 }, colorScheme: 'dark' });
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      assert.ok(await overflow(page) <= 0);
      const cut = await page.locator('.scroll').evaluateAll(
        (regions) => regions.filter((region) => region.checkVisibility() && region.scrollWidth > region.clientWidth + 1)
          .map((region) => region.getAttribute('aria-label')));
      assert.deepEqual(cut, []);
      assert.deepEqual(await page.evaluate(pale, readable), []);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
      await context.close();
    });
  });
}

describe('the whole report', () => {
  test('draws pictures that say what they show', async () => {
    const { context, page } = await open(makeReport('pictures'));
    const pictures = page.locator('svg[role="img"]');
    assert.ok(await pictures.count() >= 5);
    for (const picture of await pictures.all()) {
      assert.ok(await picture.locator('title').textContent());
      assert.ok(await picture.locator('desc').textContent());
      const lines = await picture.locator('.line, .bars').evaluateAll((paths) => paths.map((path) => path.getTotalLength()));
      assert.ok(lines.some((length) => length > 0));
      const frame = await picture.boundingBox();
      const texts = await picture.locator('text').evaluateAll((all) => all.map((text) => text.getBoundingClientRect().right));
      assert.ok(Math.max(...texts) <= frame.x + frame.width + 1, 'no label is cut off');
    }
    await context.close();
  });
});
