// What the tests of this folder share: a browser, its pages, and what is asked of every page.
// Needs BINARY and SOURCE_DIR in the environment.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const { BINARY: binary, SOURCE_DIR: sourceDir } = process.env;
assert.ok(binary && sourceDir, 'BINARY and SOURCE_DIR must be set');
export { sourceDir };
export const sample = join(sourceDir, 'samples', 'harbour');
export const directory = mkdtempSync(join(tmpdir(), 'web-test-'));
export const readable = 4.5; // WCAG 2.1 AA for text

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--no-first-run', '--js-flags=--no-opt'], // a test is over before optimised scripts would pay
});

// To be called when the tests of a file are done.
export async function stop() {
  await browser.close();
  rmSync(directory, { recursive: true, force: true });
}

// Runs the program and gives what it prints.
export const run = (...words) => execFileSync(binary, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

// The HTML file that was written last into a directory, as an address.
function newest(output) {
  const written = (entry) => statSync(join(output, entry)).mtimeMs;
  const [file] = readdirSync(output).filter((entry) => entry.endsWith('.html')).sort((a, b) => written(b) - written(a));
  assert.ok(file, `no HTML report in ${output}`);
  return pathToFileURL(join(output, file)).href;
}

// Reviews the sample and gives its report's address.
export function makeReport(name, ...options) {
  const output = join(directory, name);
  run('run', '--recording', sample, '--database', join(directory, `${name}.db`), '--output-formats', 'html', '--output-dir', output,
    '--quiet', ...options);
  return newest(output);
}

// The same of the sample's review with so many flows and queues, rendered from the store.
export function makeLargeReport(name, flows, queues) {
  const database = join(directory, `${name}.db`);
  const output = join(directory, name);
  const made = JSON.parse(run('run', '--recording', sample, '--database', database, '--output-formats', 'json', '--output-dir',
    `${output}-made`, '--json', '--quiet'));
  execFileSync('python3', [join(sourceDir, 'tests', 'web', 'large_review.py'), database, String(flows), String(queues)]);
  run('report', made.reviewId, '--database', database, '--output-formats', 'html', '--output-dir', output, '--quiet');
  return newest(output);
}

const idle = new Map(); // pages that no test has open, by what cannot be set later: a new one costs more than most tests

// A page with what is at the address, and what it complained of and asked for while it was open.
export async function open(url, { width = 1280, height = 900, colorScheme = 'light', media = null, javaScriptEnabled = true } = {}) {
  const kept = idle.get(javaScriptEnabled) ?? [];
  idle.set(javaScriptEnabled, kept);
  const page = kept.pop() ?? await (await browser.newContext({ javaScriptEnabled })).newPage();
  await page.goto('about:blank');
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, media });
  const complaints = [];
  const requests = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.context().on('request', (request) => requests.push(request.url()));
  await page.goto(url);
  const close = () => {
    page.removeAllListeners('console');
    page.removeAllListeners('pageerror');
    page.context().removeAllListeners('request');
    kept.push(page);
  };
  return { page, complaints, requests, close };
}

// By how many pixels the page is wider than the window.
export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// What axe-core finds wrong on the page as it is now: the rule, and what breaks it.
export async function faults(page, options = {}) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe);
  const { violations } = await page.evaluate((more) => globalThis.axe.run({ resultTypes: ['violations'], ...more }), options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(' ')}`);
}
