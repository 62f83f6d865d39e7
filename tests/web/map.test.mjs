// Maps of flows in a real browser: they ask nobody for anything, can be read on every screen, in light, in dark and on
// paper, be used by keyboard and heard, and links lead to blocks.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { directory, faults, open, overflow, readable, run, sample, sourceDir, stop } from './pages.mjs';

const files = {};

function draw(name, recording, ...words) {
  const file = join(directory, name);
  run('flows', 'map', ...words, '--recording', recording, '-o', file);
  return pathToFileURL(file).href;
}

// Texts of the picture whose colour is too close to that of the paper, or of what they stand on.
function pale(limit) {
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = numbers(colour).map((value) => value / 255)
      .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = new Set();
  for (const text of document.querySelectorAll('#drawing text')) {
    const below = text.closest('.trouble')?.querySelector('rect') ?? text.closest('.box')?.querySelector('.sheet');
    if (!below || text.closest('.jump')) continue;
    const [a, b] = [luminance(getComputedStyle(text).fill), luminance(getComputedStyle(below).fill)].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < limit) found.add(`${text.getAttribute('class')} ${getComputedStyle(text).fill}`);
  }
  return [...found];
}

before(() => {
  const large = join(directory, 'large');
  execFileSync('python3', [join(sourceDir, 'tests', 'cli', 'support', 'recorded_flows.py'), large, '150']);
  files.instance = draw('instance.html', sample);
  files.flow = draw('flow.html', sample, 'Hamburg Cargo');
  files.large = draw('large.html', large, 'Main Menu');
  files.picture = draw('flow.svg', sample, 'Hamburg Cargo');
});

after(stop);

for (const name of ['instance', 'flow', 'large']) {
  describe(`the map (${name})`, () => {
    test('asks for nothing but itself and breaks no policy', async () => {
      const { close, complaints, requests } = await open(files[name]);
      assert.deepEqual(complaints, []);
      assert.deepEqual(requests, [files[name]]);
      close();
    });

    for (const colorScheme of ['light', 'dark']) {
      test(`has no fault that axe-core finds, and text that can be read, in ${colorScheme}`, async () => {
        const { page, close } = await open(files[name], { colorScheme });
        assert.deepEqual(await page.evaluate(pale, readable), []);
        assert.deepEqual(await faults(page), []);
        close();
      });
    }

    for (const width of [1280, 390]) {
      test(`is no wider than a window of ${width}`, async () => {
        const { page, close } = await open(files[name], { width });
        assert.equal(await overflow(page), 0);
        close();
      });
    }

    test('has texts within their boxes', async () => {
      const { page, close } = await open(files[name]);
      const outside = await page.evaluate(() => [...document.querySelectorAll('#drawing .box')].flatMap((box) => {
        const sheet = box.querySelector('.sheet').getBoundingClientRect();
        return [...box.querySelectorAll('.says, .name, .exit, .trouble text')]
          .map((text) => [text.textContent, text.getBoundingClientRect()])
          .filter(([, at]) => at.left < sheet.left || at.right > sheet.right + 1 || at.bottom > sheet.bottom + 1)
          .map(([text]) => text);
      }));
      assert.deepEqual(outside, []);
      close();
    });
  });
}

test('a problem leads to its block, and the block to the problem', async () => {
  const { page, close } = await open(files.large, { height: 700 });
  await page.locator('#problems li a').first().click();
  const box = page.locator('.box:target');
  assert.equal(await box.count(), 1);
  const { sheet, frame, window: height } = await box.evaluate((element) => ({
    sheet: element.querySelector('.sheet').getBoundingClientRect().toJSON(),
    frame: element.closest('.picture').getBoundingClientRect().toJSON(),
    window: innerHeight,
  }));
  assert.equal(Math.round(sheet.width), 240); // at full size
  assert.ok(sheet.left >= frame.left && sheet.right <= frame.right && sheet.top >= 0 && sheet.bottom <= height, JSON.stringify({ sheet, frame }));
  await box.locator('.trouble').first().click();
  assert.equal(await page.locator('#problems li:target').count(), 1);
  close();
});

for (const width of [1280, 390]) {
  test(`opens at the first problem, as large as it is, in a window of ${width}`, async () => {
    const { page, close } = await open(files.large, { width });
    const first = page.locator(await page.locator('.places a').last().getAttribute('href'));
    const { sheet, frame } = await first.evaluate((element) => ({
      sheet: element.querySelector('.sheet').getBoundingClientRect().toJSON(),
      frame: element.closest('.picture').getBoundingClientRect().toJSON(),
    }));
    assert.equal(Math.round(sheet.width), 240);
    assert.ok(sheet.left >= frame.left && sheet.right <= frame.right && sheet.top >= frame.top && sheet.bottom <= frame.bottom,
              JSON.stringify({ sheet, frame }));
    close();
  });
}

test('an arrow leads to its block by keyboard', async () => {
  const { page, close } = await open(files.large);
  const arrow = page.locator('.jump').first();
  const to = await arrow.getAttribute('href');
  await arrow.focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => location.hash), to);
  assert.equal(await page.locator('.box:target').count(), 1);
  close();
});

test('on paper are sheets that can be read', async () => {
  const { page, close } = await open(files.large, { colorScheme: 'dark', media: 'print' });
  assert.ok(await page.locator('.on-sheet').count() > 3);
  assert.equal(await page.locator('.places').isVisible(), false);
  const paper = await page.evaluate(() => getComputedStyle(document.querySelector('.map .sheet')).fill);
  assert.equal(paper, 'rgb(255, 255, 255)');
  close();
});

test('a picture by itself is light and dark as asked for', async () => {
  const colours = [];
  for (const colorScheme of ['light', 'dark']) {
    const { page, complaints, requests, close } = await open(files.picture, { colorScheme });
    assert.deepEqual(complaints, []);
    assert.deepEqual(requests, [files.picture]);
    colours.push(await page.evaluate(() => getComputedStyle(document.querySelector('.paper')).fill));
    assert.equal(await page.locator('.box').count(), 15);
    close();
  }
  assert.deepEqual(colours, ['rgb(255, 255, 255)', 'rgb(20, 23, 27)']);
});
