// Signing in to a fund that is none of the demo's: by link, with a second step, with a password, without script, and every page of it
// looked at as pages.mjs does.
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import path from 'node:path';
import { browse, place, root, visit } from './holdfast.mjs';
import { checkAxe, checkFits } from './checks.mjs';
import { look } from './pages.mjs';

const program = process.env.HOLDFAST_BIN || path.join(root, 'build/holdfast');

function expect(good, say) {
  if (!good) throw new Error(say);
}

// What an authenticator app shows (RFC 6238).
function totp(secret) {
  const bits = [...secret.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const mac = crypto.createHmac('sha1', key).update(step).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

async function fund() {
  const db = place();
  const said = (...args) => spawnSync(program, [...db.options, ...args], { encoding: 'utf8' }).stdout;
  const token = (words) => /token=([0-9a-f]{64})/.exec(words)[1];
  const ana = token(said('init', '--name', 'Harbour Fund', '--admin', 'ana@harbour.example'));
  const pat = token(said('account', 'add', 'pat@harbour.example', '--name', 'Pat Ames', '--role', 'panel'));
  const child = spawn(program, [...db.options, 'serve', '--listen', '127.0.0.1:0'], { env: { ...process.env, HOLDFAST_QUIET: '1' } });
  const url = await new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => { const at = /(http:\/\/\S+)/.exec(data); if (at) resolve(at[1]); });
    child.on('exit', (code) => reject(new Error(`the program ended with ${code}`)));
  });
  return {
    url, ana, pat, link: (email) => token(said('link', email)),
    async stop() {
      if (child.exitCode === null) await new Promise((gone) => { child.once('exit', gone); child.kill('SIGTERM'); });
      db.remove();
    },
  };
}

const press = (page, name) => page.locator('main').getByRole('button', { name }).click();

async function byLink(page, token) {
  await page.goto(`/sign-in/link?token=${token}`);
  await press(page, 'Sign in');
}

async function setUp(page) {
  const words = await page.locator('code.secret').innerText();
  await page.locator('#f-code').fill('000000');
  await press(page, 'That is it');
  expect(await page.locator('.error-summary').isVisible(), 'a wrong code is taken');
  expect(words === await page.locator('code.secret').innerText(), 'a mistake changes the picture');
  await page.locator('#f-code').fill(totp(words));
  await press(page, 'That is it');
  const codes = await page.locator('.codes code').allInnerTexts();
  expect(codes.length === 10, `${codes.length} recovery codes`);
  return { words, codes };
}

export async function run(results) {
  const served = await fund();
  const browser = await browse();
  try {
    const stranger = await visit(browser, served.url);
    for (const address of ['/sign-in', '/sign-in/sent', '/sign-in/password', '/sign-in/link?token=00', '/sign-in/link', '/you/address/confirm?token=00'])
      await results.test(`stranger's page ${address}`, () => look(stranger, address));
    await results.test('a wrong password is refused in words that say what next', async () => {
      await stranger.goto('/sign-in/password');
      await stranger.locator('#f-email').fill('ana@harbour.example');
      await stranger.locator('#f-password').fill('not the right words');
      await press(stranger, 'Sign in');
      expect(/have a link mailed/.test(await stranger.locator('main').innerText()), 'does not say what next');
      expect(await stranger.locator('#f-password').inputValue() === '', 'the password is shown again');
      for (const colorScheme of ['light', 'dark']) {
        await stranger.emulateMedia({ colorScheme });
        await checkAxe(stranger);
      }
    });

    const ana = await visit(browser, served.url);
    let kept;
    await results.test('a director sets up the second step first', async () => {
      await byLink(ana, served.ana);
      expect(new URL(ana.url()).pathname === '/you/second-factor', `ended at ${ana.url()}`);
    });
    await results.test('page of the first second step', () => look(ana, '/you/second-factor'));
    await results.test('the app and the page agree', async () => {
      await ana.goto('/you/second-factor');
      kept = await setUp(ana);
      for (const width of [1280, 390, 320]) {
        await ana.setViewportSize({ width, height: 900 });
        await checkFits(ana);
        await checkAxe(ana);
      }
      await ana.setViewportSize({ width: 1280, height: 900 });
      await press(ana, 'I have kept them');
      expect(new URL(ana.url()).pathname === '/', `ended at ${ana.url()}`);
    });
    for (const address of ['/you', '/you/name', '/you/address', '/you/password', '/you/second-factor', '/you/second-factor/codes', '/you/devices'])
      await results.test(`page ${address}`, () => look(ana, address));

    await results.test('on another browser a code is asked for, and a recovery code serves', async () => {
      const phone = await visit(browser, served.url, { viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
      await byLink(phone, served.link('ana@harbour.example'));
      expect(new URL(phone.url()).pathname === '/sign-in/code', `ended at ${phone.url()}`);
      expect(await phone.locator('#f-code').getAttribute('autocomplete') === 'one-time-code', 'the phone cannot offer the code');
      await phone.locator('#f-code').fill(kept.codes[3].toUpperCase().replaceAll('-', ' '));
      await press(phone, 'Go on');
      expect(new URL(phone.url()).pathname === '/', `ended at ${phone.url()}`);
      await ana.goto('/you/devices');
      expect(await ana.locator('.list > li').count() === 2, 'both are not listed');
      await press(ana, 'Sign out everywhere else');
      await phone.goto('/grants');
      expect(new URL(phone.url()).pathname === '/sign-in', `signed out, /grants leads to ${phone.url()}`);
    });
    await results.test('page of the code', async () => {
      const other = await visit(browser, served.url);
      await byLink(other, served.link('ana@harbour.example'));
      await look(other, '/sign-in/code');
    });
    await results.test('a password is set and signs in', async () => {
      const pat = await visit(browser, served.url);
      await byLink(pat, served.pat);
      await pat.goto('/you/password');
      await pat.locator('#f-password').fill('short');
      await press(pat, 'Save');
      expect(/at least 12/i.test(await pat.locator('.error-summary').innerText()), 'a short one is taken');
      await pat.locator('#f-password').fill('four walls and rain');
      await press(pat, 'Save');
      await pat.getByRole('button', { name: /^Sign out/ }).click();
      await pat.goto('/sign-in/password');
      await pat.locator('#f-email').fill('PAT@harbour.example');
      await pat.locator('#f-password').fill('four walls and rain');
      await press(pat, 'Sign in');
      expect(!new URL(pat.url()).pathname.startsWith('/sign-in'), `ended at ${pat.url()}`);
      await pat.goto('/you/password');
      await look(pat, '/you/password');
    });
    await results.test('the browser has nothing to complain about', async () => {
      const complaints = [...stranger.complaints, ...ana.complaints];
      expect(complaints.length === 0, [...new Set(complaints)].slice(0, 10).join('\n'));
    });
  } finally {
    await browser.close();
    await served.stop();
  }
}
