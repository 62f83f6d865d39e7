// The HTML report in a real browser: it asks nobody for anything, works without scripts, says what matters on its first
// screen, fits every screen and paper, can be filtered, used by keyboard and heard, and can be read in light and dark.
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { faults, makeLargeReport, makeReport, open, overflow, readable, sourceDir, stop } from './pages.mjs';

// There is a schema for the document of each, and one for STATUS.
const components = readdirSync(join(sourceDir, 'docs', 'schema'))
  .map((file) => file.replace('.json', ''))
  .filter((name) => name !== 'STATUS');

const openAll = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
const height = (page) => page.evaluate(() => document.documentElement.scrollHeight);

// Every page of Chromium's PDF is an object of this type.
async function paperPages(page) {
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
}

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
    if (element.matches('svg title, svg desc')) continue; // heard, not seen
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const style = getComputedStyle(element);
    const drawn = element instanceof SVGElement;
    const [a, b] = [luminance(drawn ? style.fill : style.color), luminance(behind(element))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < limit) found.add(`${element.tagName}.${element.getAttribute('class')} ${contrast.toFixed(2)}`);
  }
  return [...found];
}

after(stop);

// What must hold of any report: of the whole sample, and of one of which most was left out.
const reports = [['whole', []], ['onlyQuota', ['--only', 'quota']]];

for (const [name, options] of reports) {
  describe(`the report (${name})`, { concurrency: 2 }, () => {
    let url;
    before(() => { url = makeReport(name, ...options); });

    test('asks for nothing but itself and breaks no policy', async () => {
      const { close, complaints, requests } = await open(url);
      assert.deepEqual(complaints, []);
      assert.deepEqual(requests, [url]);
      close();
    });

    test('says the same without JavaScript', async () => {
      const plain = await open(url, { javaScriptEnabled: false });
      const usual = await open(url);
      assert.equal(await plain.page.locator('main').innerText(), await usual.page.locator('main').innerText());
      plain.close();
      usual.close();
    });

    for (const width of [390, 768, 1280]) {
      test(`never scrolls sideways at ${width} pixels, open or closed`, async () => {
        const { close, page } = await open(url, { width, height: 800 });
        assert.ok(await overflow(page) <= 0);
        await openAll(page);
        assert.ok(await overflow(page) <= 0);
        close();
      });
    }

    test('has its landmarks, one title and a section for every component', async () => {
      const { close, page } = await open(url);
      for (const role of ['banner', 'navigation', 'main', 'contentinfo']) {
        assert.equal(await page.getByRole(role).count(), 1, role);
      }
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      assert.match(await page.title(), /Amazon Connect operational review/);
      for (const component of components) assert.equal(await page.locator(`#component-${component}`).count(), 1, component);
      close();
    });

    test('has at most 12 landmarks', async () => {
      const { close, page } = await open(url);
      await openAll(page);
      let landmarks = 0;
      for (const role of ['banner', 'complementary', 'contentinfo', 'form', 'main', 'navigation', 'region', 'search']) {
        landmarks += await page.getByRole(role).count();
      }
      assert.ok(landmarks <= 12, `${landmarks} landmarks`);
      close();
    });

    for (const [width, colorScheme] of [[1280, 'light'], [1280, 'dark'], [390, 'light'], [390, 'dark']]) {
      test(`leaves axe nothing to find at ${width} pixels in the ${colorScheme}`, async () => {
        const { close, page } = await open(url, { width, height: 900, colorScheme });
        const rules = colorScheme === 'light' ? {} : { runOnly: ['color-contrast', 'link-in-text-block'] }; // the same page but for its colours
        for (const prepare of [() => {}, openAll]) {
          await prepare(page);
          assert.deepEqual(await faults(page, { preload: false, ...rules }), []);
        }
        close();
      });
    }

    test('has links of which each says where it leads', async () => {
      const { close, page } = await open(url);
      await openAll(page);
      const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => ({
        name: (link.getAttribute('aria-label') ?? link.textContent).trim(), href: link.getAttribute('href') })));
      const hrefs = new Map();
      for (const { name, href } of links) {
        assert.ok(name.length > 2, `a link to ${href} is called “${name}”`);
        assert.doesNotMatch(name, /^(open|facts|here|more|open in the console)$/i);
        assert.equal(hrefs.get(name) ?? href, href, `“${name}” leads to two places`);
        hrefs.set(name, href);
      }
      close();
    });

    test('keeps its contents in sight', async () => {
      for (const width of [1280, 390]) {
        const { close, page } = await open(url, { width, height: 900 });
        await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
        const first = await page.locator('nav a').first().boundingBox();
        assert.ok(first.y >= 0 && first.y < 900, `at ${width}`);
        close();
      }
    });

    test('can be used by keyboard', async () => {
      const { close, page } = await open(url);
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
      assert.ok((await page.locator('.skip').boundingBox()).x >= 0, 'the skip link shows when it has the focus');
      await page.keyboard.press('Enter');
      await page.waitForURL((at) => at.hash === '#main');

      await page.goto(url);
      const wanted = await page.locator('a[href], summary, [tabindex="0"]').evaluateAll(
        (elements) => elements.filter((element) => element.checkVisibility()).length);
      await page.evaluate(() => {
        globalThis.reached = new Set();
        addEventListener('focusin', ({ target }) => { if (target.matches('a[href], summary, [tabindex="0"]')) globalThis.reached.add(target); });
      });
      for (let i = 0; i < wanted + 5; ++i) await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => globalThis.reached.size), wanted);

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
      close();
    });

    test('shows where the focus is', async () => {
      const { close, page } = await open(url);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none');
      close();
    });

    test('can be read in light and in dark', async () => {
      const papers = [];
      for (const colorScheme of ['light', 'dark']) {
        const { close, page } = await open(url, { colorScheme });
        await openAll(page);
        assert.deepEqual(await page.evaluate(pale, readable), [], colorScheme);
        papers.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
        close();
      }
      assert.notEqual(papers[0], papers[1]);
    });

    test('fits on paper, dark on white', async () => {
      const { close, page } = await open(url, { width: 720, height: 1000, colorScheme: 'dark', media: 'print' });
      assert.ok(await overflow(page) <= 0);
      const cut = await page.locator('.scroll').evaluateAll(
        (regions) => regions.filter((region) => region.checkVisibility() && region.scrollWidth > region.clientWidth + 1)
          .map((region) => region.getAttribute('aria-label')));
      assert.deepEqual(cut, []);
      assert.deepEqual(await page.evaluate(pale, readable), []);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
      close();
    });
  });
}

describe('the whole report', () => {
  let url;
  before(() => { url = makeReport('sample'); });

  test('says on its first screen what is worst and what to do', async () => {
    const { close, page } = await open(url, { width: 1280, height: 720 });
    assert.match(await page.locator('.verdict').innerText(), /^\d.*\.$/);
    const titles = await page.locator('#action .tags bdi').allInnerTexts();
    const entries = page.locator('.worst li');
    assert.equal(await entries.count(), 5);
    for (const entry of await entries.all()) {
      const box = await entry.boundingBox();
      assert.ok(box.y + box.height <= 720, 'it stands on the first screen');
      const headline = await entry.locator('a').innerText();
      assert.ok(headline && !titles.includes(headline), `“${headline}” is the title of a check`);
      assert.ok(await entry.locator('p span').nth(1).innerText(), `“${headline}” has nothing to do`);
    }
    close();
  });

  test('has whatever is critical under “Act now”, and counts findings everywhere', async () => {
    const { close, page } = await open(url);
    const seen = await page.evaluate(() => {
      const plan = document.querySelector('#plan');
      const before = (element) => Boolean(element.compareDocumentPosition(plan) & Node.DOCUMENT_POSITION_FOLLOWING);
      const critical = [...document.querySelectorAll('#action .finding.is-critical')];
      const all = [...document.querySelectorAll('#action .finding')];
      return { critical: critical.length, late: critical.filter((element) => !before(element)).length,
        now: all.filter(before).length, later: all.filter((element) => !before(element)).length };
    });
    assert.ok(seen.critical > 0);
    assert.equal(seen.late, 0);
    const number = async (selector) => Number(await page.locator(selector).innerText());
    assert.equal(await number('#act-now .count'), seen.now);
    assert.equal(await number('#plan .count'), seen.later);
    assert.equal(await number('nav a[href="#act-now"] .count'), seen.now);
    assert.equal(await number('.tiles li:nth-child(1) .number') + await number('.tiles li:nth-child(2) .number'),
      seen.now + seen.later);
    close();
  });

  test('is no longer than 12,000 pixels and 12 sheets of paper', async () => {
    const { close, page } = await open(url);
    assert.ok(await height(page) <= 12_000, `${await height(page)} pixels`);
    const pages = await paperPages(page);
    assert.ok(pages <= 12, `${pages} pages`);
    close();
  });

  test('is no longer with a review before it', async () => {
    makeReport('twice');
    const { close, page } = await open(makeReport('twice'));
    assert.match(await page.locator('.since').innerText(), /^Since the review of .*: nothing changed\.$/);
    assert.ok(await height(page) <= 12_000, `${await height(page)} pixels`);
    close();
  });

  test('shows only what the filters ask for, without a script', async () => {
    const { close, page } = await open(url, { javaScriptEnabled: false });
    for (const card of await page.locator('#plan ~ .group > .card > summary').all()) await card.click();
    const all = await page.locator('#action .finding:visible').count();
    const shown = (classes) => page.locator(`#action .finding${classes}:visible`).count();
    await page.locator('.filters summary').click();
    const tick = (name) => page.locator(`#show-${name}`).click();

    await tick('warn');
    assert.equal(await shown('.is-fail'), 0);
    assert.ok(await shown('.is-warn') > 0);
    assert.equal(await page.locator('#not-assessed .finding:visible').count(), 0);
    assert.ok(await page.locator('.filtered').isVisible());

    await tick('medium'); // both have to hold
    assert.equal(await shown(':not(.is-warn.is-medium)'), 0);
    assert.ok(await shown('.is-warn.is-medium') > 0);

    await tick('capacity');
    assert.equal(await shown(':not(.is-warn.is-medium.is-capacity)'), 0);
    const cards = page.locator('.group:visible');
    for (const card of await cards.all()) assert.ok(await card.locator('.finding').count() > 0);
    assert.ok(await cards.count() > 0);
    const empty = await page.locator('.group:visible:not(:has(.is-warn.is-medium.is-capacity))').count();
    assert.equal(empty, 0, 'a card without anything in it goes too');

    await page.locator('button[type=reset]').click();
    assert.equal(await page.locator('#action .finding:visible').count(), all);
    assert.ok(!await page.locator('.filtered').isVisible());
    close();
  });

  test('does not load anything when Enter is pressed in a filter', async () => {
    const { close, page, complaints } = await open(url);
    await page.locator('.filters summary').click();
    await page.locator('#show-fail').focus();
    await page.keyboard.press('Enter');
    assert.equal(page.url(), url);
    assert.deepEqual(complaints, []);
    close();
  });

  test('draws pictures that say what they show', async () => {
    const { close, page } = await open(url);
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
      const boxes = await picture.locator('text').evaluateAll((all) => all.map((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        const leading = (bottom - top) / 6; // above and below the letters
        return { left, right, top: top + leading, bottom: bottom - leading };
      }));
      const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => assert.ok(!meet(a, b), 'labels do not collide')));
    }
    close();
  });
});

describe('a large report', () => {
  test('of 500 flows is no longer than 20,000 pixels and holds each finding', async () => {
    const { close, page } = await open(makeLargeReport('flows', 500, 40));
    assert.ok(await height(page) <= 20_000, `${await height(page)} pixels`);
    assert.equal(await page.locator('.group .finding.is-fail, .group .finding.is-warn').filter({ hasText: 'of the 500' }).count(), 84);
    close();
  });

  // How long it takes to open is measured by bench/report.mjs.
  test('of 1,000 flows and 5,000 queues is no larger than 1.5 MB', () => {
    const { size } = statSync(fileURLToPath(makeLargeReport('queues', 1000, 5000)));
    assert.ok(size <= 1_500_000, `${size} bytes`);
  });
});
