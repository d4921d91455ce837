// A new fund, from the link that `init` prints to its first pages: left in the middle, taken up again, on a phone.
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import path from 'node:path';
import { checkAxe, checkFits, checkHtml } from './checks.mjs';
import { browse, place, visit } from './holdfast.mjs';

function expect(good, say) {
  if (!good) throw new Error(say);
}
const program = process.env.HOLDFAST_BIN || 'build/holdfast';
const main = (page) => page.locator('main').innerText();

async function serveNew() {
  const db = place();
  const made = spawnSync(program, [...db.options, '--json', 'init', '--name', 'New Fund', '--admin', 'ana@example.org'], { encoding: 'utf8' });
  expect(made.status === 0, `init ended with ${made.status}: ${made.stderr}`);
  const link = JSON.parse(made.stdout.trim().split('\n').pop()).sign_in_path;
  const child = spawn(program, [...db.options, 'serve', '--listen', '127.0.0.1:0'], { env: { ...process.env, HOLDFAST_QUIET: '1' } });
  const url = await new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        said += data;
        const found = /Holdfast is at (http:\/\/\S+)/.exec(said);
        if (found) resolve(found[1]);
      });
    child.on('exit', (code) => reject(new Error(`the program ended with ${code}: ${said}`)));
  });
  return {
    url, link,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const code = await gone;
      db.remove();
      return code;
    },
  };
}

// What an authenticator app shows now for a secret in base 32 (RFC 6238).
function code(secret) {
  let bits = '';
  for (const letter of secret.replace(/\s/g, '')) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const hash = crypto.createHmac('sha1', key).update(moment).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1000000).padStart(6, '0');
}

// A director's second step, where signing in asks for it.
async function secondStep(page) {
  const button = () => page.locator('main form .btn').first().click();
  if (!/second-factor/.test(page.url())) return;
  const secret = await page.locator('code.secret').innerText();
  await page.locator('input[name="code"]').fill(code(secret));
  await button();
  await page.locator('h1').waitFor();
  if (/second-factor/.test(page.url())) await button(); // the codes for a lost phone are kept
}

const shots = process.env.HOLDFAST_SHOTS;
async function look(page) {
  await checkHtml(page);
  await checkFits(page);
  await checkAxe(page);
  if (!shots) return;
  const name = new URL(page.url()).pathname.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'first';
  const size = page.viewportSize().width;
  await page.screenshot({ path: path.join(shots, `run-${name}-${size}.png`), fullPage: true });
}

async function firstRun(page, server) {
  const press = (name) => page.locator('main').getByRole('button', { name }).first().click();
  await page.goto(server.link);
  await press('Sign in');
  await page.waitForURL((to) => !to.pathname.startsWith('/sign-in'));
  await secondStep(page);
  await page.goto('/');
  expect(/Setting up: 0 of 6/.test(await main(page)), 'the first page does not begin with setting up');
  await look(page);
  await page.getByRole('link', { name: 'Begin' }).click();

  await look(page);
  await press('Save and go on'); // nothing typed: the words say what is missing, and nothing is lost
  expect(/^Error: /.test(await page.title()), `titled ${await page.title()}`);
  await page.getByLabel('Your name').fill('Ana Reyes');
  await press('Save and go on');
  expect(page.url().endsWith('/start/fund'), `led to ${page.url()}`);

  await page.getByRole('link', { name: 'Begin with sample words' }).click();
  expect(/Ask for the grants team/.test(await page.locator('textarea').inputValue()), 'no sample words');
  await look(page);
  await page.getByLabel(/^Name of the fund/).fill('Alderway Justice Fund');
  await page.getByLabel(/E-mail address/).fill('help@alderway.example');
  await press('Save and go on');
  expect(/Alderway Justice Fund/.test(await page.locator('header').innerText()), 'the new name is not at the top');
  expect(/help@alderway\.example/.test(await page.locator('footer').innerText()), 'the contact is not at the foot');

  // Left in the middle, and taken up again.
  await page.getByRole('link', { name: 'Leave this for now' }).click();
  expect(/Setting up: 2 of 6/.test(await main(page)), 'the first page does not know how far it is');
  await page.getByRole('link', { name: 'Go on' }).click();
  expect(page.url().endsWith('/start/programmes'), `led to ${page.url()}`);
  await page.getByRole('link', { name: 'Begin with three samples' }).click();
  await look(page);
  await page.locator('[name="programme.1.name"]').fill('');
  await press('Save and go on');
  await page.goto('/start/programmes');
  expect(/Advice and casework/.test(await main(page)) && !/Infrastructure/.test(await main(page)), 'other programmes than were kept');
  await press('Take them out again');
  expect(!/Advice and casework/.test(await main(page)), 'they are still here');
  await press('Skip this page');

  await look(page);
  await page.locator('[name="funder.0.name"]').fill('Quillon Foundation');
  await press('Save and go on');
  await look(page);
  await press('Skip this page');
  await look(page);
  await press('Skip this page');
  await page.waitForURL((to) => to.pathname === '/');
  expect(!/Setting up/.test(await main(page)), 'it goes on asking');
  await page.goto('/start');
  await look(page);
  expect(/6 of 6/.test(await main(page)), 'not all six are done or skipped');
}

async function lookAndLogo(page) {
  const press = (name) => page.locator('main').getByRole('button', { name }).first().click();
  const said = (words) => page.locator('.notice', { hasText: words }).waitFor();
  const colour = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--pine').trim());
  const accent = (value) => page.locator('[name="accent"]').evaluate((input, to) => { input.value = to; }, value);
  await page.goto('/settings');
  const own = await colour();
  await look(page);
  await accent('#ffcc00');
  await press('Save the colours');
  expect(/needs 4\.5/.test(await main(page)), 'a colour that nobody can read was taken');
  await look(page);
  await page.getByLabel('Use the nearest that everyone can read').check();
  await press('Save the colours');
  await said('The colours are saved');
  const nearest = await colour();
  expect(/^#[0-9a-f]{6}$/.test(nearest) && nearest !== own, `the page is still in ${nearest}`);
  await look(page); // axe reckons the contrast anew
  await press('Go back to Holdfast’s own colours');
  await said('own colours are back');
  expect(await colour() === own, 'the old colours are not back');

  const canvas = await page.evaluate(() => {
    const c = document.createElement('canvas');
    c.width = 120; c.height = 60;
    const d = c.getContext('2d');
    d.fillStyle = '#b5341e'; d.fillRect(0, 0, 120, 60);
    return c.toDataURL('image/png').split(',')[1];
  });
  await page.locator('input[type="file"]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(canvas, 'base64') });
  await press('Use this logo');
  await said('The logo is saved');
  expect(await page.locator('header img.logo__own').evaluate((img) => img.complete && img.naturalWidth === 120), 'the logo is not shown');
  await look(page);
  await press('Take the logo away');
  await said('taken away');
  expect(await page.locator('header img').count() === 0, 'the logo is still there');
  await press('Put the logo before back');
  await said('The logo before is back');
  expect(await page.locator('header img.logo__own').count() === 1, 'the logo is not back');
}

export async function run(results) {
  for (const width of [390, 1280]) {
    const server = await serveNew();
    const browser = await browse();
    const page = await visit(browser, server.url, { viewport: { width, height: 844 }, colorScheme: width === 390 ? 'dark' : 'light' });
    try {
      await results.test(`the first run at ${width} px`, () => firstRun(page, server));
      await results.test(`colours and a logo at ${width} px`, () => lookAndLogo(page, server));
      await results.test('the browser had nothing to complain about', async () => {
        expect(page.complaints.length === 0, page.complaints.join('\n'));
      });
    } finally {
      await browser.close();
      expect(await server.stop() === 0, 'the program did not end well');
    }
  }
}
