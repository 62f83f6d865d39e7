#!/usr/bin/env node
// Opens reports of several sizes in Chromium, and the same text without any structure. Needs the release build (BINARY names
// another program), tests/web/node_modules and Chromium, which `script/test` installs. Prints a table for bench/README.md.
import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

process.env.SOURCE_DIR ??= dirname(dirname(fileURLToPath(import.meta.url)));
process.env.BINARY ??= join(process.env.SOURCE_DIR, 'build', 'release', 'connect-ops-review');
const { directory, makeLargeReport, makeReport, open, stop } = await import('../tests/web/pages.mjs');

const runs = 9;

// Median milliseconds until the first frame with the page is drawn.
async function measured(url) {
  const took = [];
  for (let i = 0; i < runs; ++i) {
    const { page, close } = await open('about:blank');
    const start = performance.now();
    await page.goto(url);
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    took.push(performance.now() - start);
    close();
  }
  return took.sort((a, b) => a - b)[runs >> 1];
}

// A page with the same text in one element.
async function plainly(url) {
  const { page, close } = await open(url);
  const text = await page.evaluate(() => document.body.textContent);
  close();
  const file = join(directory, 'plain.html');
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><title>Text</title><pre>${text.replace(/[&<]/g, (c) => `&#${c.charCodeAt(0)};`)}</pre>`);
  return pathToFileURL(file).href;
}

console.log('| report | kB | opens in, ms | its text alone, ms | ratio |\n|---|---|---|---|---|');
for (const [name, url] of [['of the sample', makeReport('sample')], ['of 500 flows and 40 queues', makeLargeReport('flows', 500, 40)],
  ['of 1,000 flows and 5,000 queues', makeLargeReport('queues', 1000, 5000)]]) {
  const [report, text] = [await measured(url), await measured(await plainly(url))];
  console.log(`| ${name} | ${Math.round(statSync(fileURLToPath(url)).size / 1000)} | ${report.toFixed(0)} | ${text.toFixed(0)} | ${(report / text).toFixed(1)} |`);
}
await stop();
