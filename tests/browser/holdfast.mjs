// What every browser test needs: the real program serving a fresh demo, a real browser, and a runner that counts.
// The program is HOLDFAST_BIN (default build/holdfast), the browser CHROMIUM (default Debian's).
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.HOLDFAST_BIN || path.join(root, 'build/holdfast');
const chromium = process.env.CHROMIUM || '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

// Says why the suite cannot run here, or nothing.
export async function missing() {
  if (!fs.existsSync(program)) return `${program} is not built`;
  if (!fs.existsSync(chromium)) return `${chromium} is not installed`;
  try {
    await Promise.all(['playwright-core', 'axe-core', 'html-validate'].map((name) => import(name)));
  } catch (error) {
    return `run "npm ci" first (${error.code || error.message})`;
  }
  return '';
}

// A database of its own in a folder of its own, which go away together: a file, or, with HOLDFAST_TEST_ENGINE=postgresql, a new one
// on the server whose URL HOLDFAST_TEST_SERVER is. `options` are what the program is told.
export function place() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-browser-'));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  if (process.env.HOLDFAST_TEST_ENGINE !== 'postgresql') return { folder, options: ['--db', path.join(folder, 'fund.db')], remove };
  const server = process.env.HOLDFAST_TEST_SERVER;
  const name = path.basename(folder).replace(/\W/g, '_').toLowerCase() + '_' + process.pid;
  const ask = (sql) => execFileSync('psql', ['-Xq', '-v', 'ON_ERROR_STOP=1', '-c', sql, server]);
  ask(`CREATE DATABASE ${name}`);
  return {
    folder,
    options: ['--db', server.replace(/[^/]*$/, name), '--beside', path.join(folder, 'fund')],
    remove() {
      ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      remove();
    },
  };
}

// A demo of its own for each suite.
export async function serve() {
  const { folder, options, remove } = place();
  const child = spawn(program, [...options, 'demo', '--listen', '127.0.0.1:0'],
    { env: { ...process.env, HOLDFAST_QUIET: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const url = await new Promise((resolve, reject) => {
    const look = (data) => {
      said += data;
      const found = /Holdfast is at (http:\/\/\S+)/.exec(said);
      if (found) resolve(found[1]);
    };
    child.stdout.on('data', look);
    child.stderr.on('data', (data) => { said += data; });
    child.on('exit', (code) => reject(new Error(`the program ended with ${code}: ${said}`)));
    setTimeout(() => reject(new Error(`no address after 120 s: ${said}`)), 120_000).unref();
  });
  return {
    url,
    folder,
    said: () => said,
    // The program's exit code; -1 when a signal ended it. May be called again.
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      }
      remove();
      return child.exitCode ?? -1;
    },
  };
}

export async function browse() {
  const { chromium: playwright } = await import('playwright-core');
  return playwright.launch({ executablePath: chromium, args: flags });
}

// One visitor. What the browser complains about (a broken policy, a missing file, a script's error) gathers in .complaints.
export async function visit(browser, url, options = {}) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    // A page that answers 4xx is logged by the browser as an error; those are asked for.
    if (message.type() === 'error' && !/the server responded with a status of 4/.test(message.text()))
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) complaints.push(`${page.url()} asks ${request.url()}`);
  });
  page.complaints = complaints;
  return page;
}

// The demo signs anyone in with one click: the button names the role.
export async function signIn(page, role = 'director') {
  await page.goto('/sign-in');
  await page.locator(`form:has(input[name="role"][value="${role}"]), form:has(button[value="${role}"])`)
    .locator(`button[value="${role}"], button`).first().click();
  await page.waitForURL((to) => !to.pathname.startsWith('/sign-in'));
}

export class Results {
  passed = 0;
  failed = 0;
  skipped = 0;

  async test(name, body) {
    const started = Date.now();
    try {
      await body();
      this.passed++;
      console.log(`ok      ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    } catch (error) {
      this.failed++;
      console.log(`not ok  ${name}\n        ${String(error.stack || error).split('\n').slice(0, 14).join('\n        ')}`);
    }
  }

  skip(name, why) {
    this.skipped++;
    console.log(`skip    ${name}: ${why}`);
  }

  end() {
    console.log(`${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`);
    return this.failed || !(this.passed + this.skipped) ? 1 : 0;
  }
}
