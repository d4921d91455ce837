// The first day of everyone, in a fund that is none of the demo's: the director comes in by the link that `init` prints, and invites
// a person for each other role; the mails go through a real mail server with TLS, and each is opened in a browser of its own, on a
// phone or at a desk. Staff and payments set up codes as an app reckons them. Everyone signs out and comes in again by a mailed link.
import { spawn, spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import readline from 'node:readline';
import { checkAxe, checkFits, checkHtml } from './checks.mjs';
import { browse, place, root, visit } from './holdfast.mjs';

const program = process.env.HOLDFAST_BIN || path.join(root, 'build/holdfast');
const python = '/usr/bin/python3'; // Debian's, whose package the mail server is
const SCREENS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };
const PARTNER = 'Brackwater Law Centre', OTHER = 'Thornmere Refugee Welcome', GROUP = 'Kitchen Table Group', FUNDER = 'Quillon Foundation';

// as: what the invitation is for. first: what stands on the first page. menu: what the menu offers, all of it. foreign: what is not
// theirs, and how that is answered.
const STAFF = ['Dashboard', 'Grants', 'Partners'];
const PEOPLE = [
  { role: 'grant_manager', name: 'Grace Mbeki', email: 'grace@harbour.example', as: 'Grant manager', codes: true,
    first: ['Harbour Fund', 'Add a programme', 'Import grants'], menu: STAFF, foreign: ['/people/invite/fund', 403] },
  { role: 'finance', name: 'Femi Adair', email: 'femi@harbour.example', as: 'Finance', codes: true,
    first: ['Harbour Fund', 'A grant manager adds programmes'], menu: STAFF, foreign: ['/people', 403] },
  { role: 'learning_lead', name: 'Lena Orr', email: 'lena@harbour.example', as: 'Learning lead', codes: true,
    first: ['Harbour Fund', 'A grant manager adds programmes'], menu: STAFF, foreign: ['/settings', 403] },
  { role: 'viewer', name: 'Vic Penn', email: 'vic@harbour.example', as: 'Viewer', codes: true,
    first: ['Harbour Fund', 'A grant manager adds programmes'], menu: STAFF, foreign: ['/partners/new', 403] },
  { role: 'payments', name: 'Paz Iyer', email: 'paz@harbour.example', as: 'Payments', codes: true,
    first: ['Nothing is waiting to be paid'], menu: ['Your page'], foreign: ['/grants', 403] },
  { role: 'panel', name: 'Pell Nash', email: 'pell@panel.example', as: 'Panel',
    first: ['Hello, Pell Nash', 'Nothing is waiting for you'], menu: ['Your page'], foreign: ['/partners', 403] },
  { role: 'learning_partner', name: 'Liv Tamm', email: 'liv@learning.example', as: 'Learning partner',
    first: ['What nobody shows you'], menu: ['Your page'], foreign: ['/partners/1', 403] },
  { role: 'partner', name: 'Samira Okello', email: 'samira@brackwater.example', of: PARTNER,
    first: [PARTNER, 'Your grants', 'Whom to ask', 'Samira Okello'], menu: ['Your page', 'Your record', 'Your people', 'Documents'],
    foreign: ['/partners/2/documents', 404] },
  { role: 'group', name: 'Gus Hale', email: 'gus@kitchen.example', of: GROUP,
    first: [GROUP, `${OTHER} hosts you`, 'Gus Hale'], menu: ['Your page', 'Your record', 'Your people'],
    foreign: ['/partners/2/documents', 403] },
  { role: 'co_funder', name: 'Cleo Hart', email: 'cleo@quillon.example', of: FUNDER,
    first: [FUNDER, 'The pool, all funders together', 'Cleo Hart'], menu: ['Your page', 'Your record', 'Your people'],
    foreign: ['/funders', 403] },
];

function expect(good, say) {
  if (!good) throw new Error(say);
}
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const main = async (page) => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
async function says(page, ...words) {
  const said = await main(page);
  for (const word of words) expect(said.includes(word), `${page.url()} does not say "${word}": ${said.slice(0, 500)}`);
}
async function press(page, name) {
  await page.locator('main').getByRole('button', { name, exact: true }).click();
  await page.waitForLoadState();
}
const at = (page) => new URL(page.url()).pathname;

// ---- The mail server, and the fund ----

async function mailServer(folder) {
  const child = spawn(python, [path.join(root, 'tests/mail/taking.py'), folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await Promise.race([
    new Promise((resolve) => { readline.createInterface(child.stdout).once('line', (said) => resolve([said])); }),
    new Promise((_, reject) => { child.once('exit', (code) => reject(new Error(`the mail server ended with ${code}`))); }),
  ]);
  const { url, ca } = JSON.parse(line);
  const mails = path.join(folder, 'mails');
  const all = () => fs.readdirSync(mails).filter((name) => name.endsWith('.json')).sort()
    .map((name) => JSON.parse(fs.readFileSync(path.join(mails, name), 'utf8')));
  return {
    url, ca, all,
    // The newest mail to someone about something, once there is one that was not there before.
    async to(email, subject, before = 0) {
      for (let tenth = 0; tenth < 150; tenth++) {
        const found = all().filter((mail) => mail.to.includes(email) && mail.subject.startsWith(subject));
        if (found.length > before) return found.at(-1);
        await pause(100);
      }
      throw new Error(`no mail "${subject}" came to ${email}: ${all().map((mail) => `${mail.to}: ${mail.subject}`).join('; ')}`);
    },
    async stop() {
      const gone = new Promise((resolve) => { child.once('exit', resolve); });
      child.stdin.end();
      await gone;
    },
  };
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function fund(db, mail) {
  const made = spawnSync(program, [...db.options, '--json', 'init', '--name', 'Harbour Fund', '--admin', 'ana@harbour.example'], { encoding: 'utf8' });
  expect(made.status === 0, `init ended with ${made.status}: ${made.stderr}`);
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(program, [...db.options, 'serve', '--listen', url.slice('http://'.length)], {
    env: { ...process.env, HOLDFAST_QUIET: '1', HOLDFAST_SMTP: mail.url, HOLDFAST_SMTP_CA: mail.ca,
      HOLDFAST_MAIL_FROM: 'Harbour Fund <mail@harbour.example>', HOLDFAST_URL: url },
  });
  let said = '';
  await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        said += data;
        if (/Holdfast is at http/.test(said)) resolve();
      });
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${said}`)));
  });
  return {
    url, link: JSON.parse(made.stdout.trim().split('\n').pop()).sign_in_path,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      const gone = new Promise((resolve) => { child.once('exit', resolve); });
      child.kill('SIGTERM');
      return gone;
    },
  };
}

// ---- Codes, as an app on a phone reckons them (RFC 6238). A code works once, so the next one is of a later step. ----

class App {
  constructor(secret) {
    const bits = [...secret.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    this.key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    this.last = 0;
  }

  code() {
    this.last = Math.max(Math.floor(Date.now() / 30000), this.last + 1);
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(this.last));
    const mac = crypto.createHmac('sha1', this.key).update(step).digest();
    return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
  }
}

async function setUpCodes(page) {
  expect(at(page) === '/you/second-factor', `no second step is asked for: ${page.url()}`);
  await page.goto('/');
  expect(at(page) === '/you/second-factor', `without a second step, the first page leads to ${page.url()}`);
  const app = new App(await page.locator('code.secret').innerText());
  await page.getByLabel('Six digits from the app').fill(app.code());
  await press(page, 'That is it');
  expect((await page.locator('.codes code').count()) === 10, `ten codes for a lost phone are not shown: ${(await main(page)).slice(0, 300)}`);
  await press(page, 'I have kept them');
  return app;
}

// ---- The director's morning ----

async function theDirectorComesIn(page, server) {
  await page.goto(server.link);
  await press(page, 'Sign in');
  await setUpCodes(page);
  expect(at(page) === '/', `setting up leads to ${page.url()}`);
  for (const name of [PARTNER, OTHER]) {
    await page.goto('/partners/new');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await press(page, 'Save');
    await says(page, name);
  }
  await page.goto('/people/groups/new');
  await choose(page, 'Host', OTHER);
  await page.getByLabel('Name of the group').fill(GROUP);
  await press(page, 'Add this group');
  await page.goto('/funders/new');
  await page.getByLabel('Name', { exact: true }).fill(FUNDER);
  await press(page, 'Save');
  await says(page, FUNDER);
}

// Few choices are buttons, many a list.
async function choose(page, label, option) {
  const list = page.locator('main select').and(page.getByLabel(label));
  if (await list.count()) await list.selectOption({ label: option });
  else await page.locator('main').getByLabel(option, { exact: true }).check();
}

async function invite(page, person) {
  await page.goto(person.of ? `/people/invite?as=${person.role}` : '/people/invite/fund');
  await page.getByLabel('Their name').fill(person.name);
  await page.getByLabel('Their e-mail address').fill(person.email);
  if (person.of) await choose(page, 'Where they belong', person.of);
  else await page.getByLabel(new RegExp(`^${person.as}:`)).check();
  await press(page, 'Send the invitation');
  await says(page, `${person.name} is invited`);
}

// ---- Everyone else's ----

// The one link of a mail, as it stands in its plain words and in its HTML.
function linkIn(mail, server) {
  expect(mail.tls, 'the mail came without TLS');
  expect(/You get this because/.test(mail.plain), 'the mail does not say why it came');
  const found = /https?:\/\/[^\s>]+token=[0-9a-f]{64}/.exec(mail.plain.replace(/=\r?\n/g, ''));
  expect(found, `no link in the mail: ${mail.plain.slice(0, 500)}`);
  expect(found[0].startsWith(server.url), `the link is not to the fund: ${found[0]}`);
  expect(mail.html.includes(found[0]), 'the HTML has another link than the plain words');
  return found[0].slice(server.url.length);
}

async function firstPage(page, person) {
  expect(at(page) === '/', `${person.role} is led to ${page.url()}`);
  await says(page, ...person.first);
  const menu = (await page.locator('nav[aria-label="Main"] a').allInnerTexts()).map((word) => word.trim());
  if (person.menu === STAFF) expect(STAFF.every((word) => menu.includes(word)) && !menu.includes('People') === (person.role !== 'grant_manager'),
    `${person.role} has the menu ${menu}`);
  else expect(menu.join() === person.menu.join(), `${person.role} has the menu ${menu}`);
  await checkAxe(page);
  await checkFits(page);
  await checkHtml(await (await page.request.get('/')).text(), `/ of ${person.role}`);
}

async function askForLink(page) {
  await page.locator('main form:has(#f-email) button[type="submit"]').first().click();
  await page.waitForURL((to) => to.pathname === '/sign-in/sent');
}

// The first half on one screen; then in again on the other, where the first page and the way about are looked at once more.
async function aFirstDay(browser, server, mail, person, screen, dark) {
  const viewport = SCREENS[screen], other = SCREENS[screen === 'phone' ? 'desk' : 'phone'];
  const link = linkIn(await mail.to(person.email, 'Your invitation to'), server);
  const page = await visit(browser, server.url, { viewport });
  const scanner = await fetch(server.url + link); // a program that checks mails opens it first
  expect(scanner.status === 200 && /Accept<\/button>/.test(await scanner.text()), `a look at the link answers ${scanner.status}`);
  await page.goto(link);
  await page.reload();
  await says(page, `Welcome, ${person.name}`, 'to Harbour Fund', `for ${person.email[0]}•••@`);
  await checkAxe(page);
  await checkFits(page);
  await press(page, 'Accept');
  const app = person.codes ? await setUpCodes(page) : null;
  await firstPage(page, person);
  if (dark) {
    await page.emulateMedia({ colorScheme: 'dark' });
    await checkAxe(page);
    await page.emulateMedia({ colorScheme: 'light' });
  }
  const [address, status] = person.foreign;
  const answer = await page.goto(address);
  expect(answer.status() === status, `${address} answers ${answer.status()} to ${person.role}`);
  await page.getByRole('link', { name: 'Go to the first page' }).click();
  await says(page, ...person.first);

  await page.getByRole('button', { name: /^Sign out/ }).click();
  await page.waitForURL((to) => to.pathname === '/sign-in');
  expect((await page.goto('/you')) && at(page) === '/sign-in', `signed out, /you leads to ${page.url()}`);
  await page.goto(link);
  await says(page, 'accepted already');

  await page.setViewportSize(other);
  await page.goto('/sign-in');
  await checkFits(page);
  await page.locator('#f-email').fill(person.email.toUpperCase());
  await askForLink(page);
  const back = linkIn(await mail.to(person.email, 'Your link to sign in'), server);
  expect((await fetch(server.url + back)).status === 200, 'the link to sign in cannot be looked at');
  await page.goto(back);
  await press(page, 'Sign in');
  if (app) {
    expect(at(page) === '/sign-in/code', `no code is asked for: ${page.url()}`);
    await page.locator('#f-code').fill(app.code());
    await press(page, 'Go on');
  }
  expect(at(page) === '/', `coming in again leads to ${page.url()}`);
  await firstPage(page, person);
  expect(page.complaints.length === 0, [...new Set(page.complaints)].join('\n'));
  await page.context().close();
}

async function aMailThatCameBackIsTold(page, mail) {
  const wrong = { role: 'panel', as: 'Panel', name: 'Nobody Here', email: 'nobody@panel.example' };
  await invite(page, wrong);
  for (let tenth = 0; tenth < 100; tenth++) {
    await page.goto('/people/invitations');
    if (/came back/.test(await main(page))) break;
    await pause(100);
  }
  await says(page, 'The mail to this address came back.');
  await checkAxe(page);
  await checkFits(page);
  expect(!mail.all().some((one) => one.to.includes(wrong.email)), 'the mail came all the same');
}

// Someone's address fails: what the mail server said of it stands on their page.
async function anAddressThatFailsIsTold(browser, page, server) {
  await page.setViewportSize(SCREENS.phone);
  await page.goto('/people?q=pell');
  await page.getByRole('link', { name: 'Pell Nash' }).click();
  const person = at(page);
  await page.getByRole('link', { name: 'Change', exact: true }).click();
  await page.getByLabel('E-mail address').fill('nobody@harbour.example');
  await press(page, 'Save');
  expect(at(page) === person && !/come back/.test(await main(page)), 'an address that nobody wrote to fails already');
  const pell = await visit(browser, server.url);
  await pell.goto('/sign-in');
  await pell.locator('#f-email').fill('nobody@harbour.example');
  await askForLink(pell);
  await pell.context().close();
  for (let tenth = 0; tenth < 100; tenth++) {
    await page.goto(person);
    if (/come back/.test(await main(page))) break;
    await pause(100);
  }
  await says(page, 'Mails to this address come back', 'no such mailbox', 'change it here');
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await checkAxe(page);
  }
  await checkFits(page);
}

export async function run(results) {
  if (spawnSync(python, ['-c', 'import aiosmtpd']).status !== 0) {
    results.skip('the first days', 'the package python3-aiosmtpd is not here');
    return;
  }
  const db = place();
  const mail = await mailServer(db.folder);
  const server = await fund(db, mail);
  const browser = await browse();
  try {
    const ana = await visit(browser, server.url);
    await results.test('the director comes in by the link of init, sets up codes and begins', () => theDirectorComesIn(ana, server));
    await results.test('ten people are invited', async () => {
      for (const person of PEOPLE) await invite(ana, person);
    });
    for (let i = 0; i < PEOPLE.length; i += 2) // two at a time, as people do come
      await Promise.all(['phone', 'desk'].map((screen, second) => {
        const person = PEOPLE[i + second];
        return results.test(`the first day of the ${person.role} on a ${screen}, then on the other screen`,
          () => aFirstDay(browser, server, mail, person, screen, (i + second) % 3 === 0));
      }));
    await results.test('everyone who was invited has come', async () => {
      await ana.goto('/people/invitations');
      await says(ana, 'None is waiting');
      await ana.goto('/people');
      await says(ana, ...PEOPLE.map((person) => person.name));
    });
    await results.test('whoever invited is told that a mail came back', () => aMailThatCameBackIsTold(ana, mail));
    await results.test('a page tells that a person’s address fails', () => anAddressThatFailsIsTold(browser, ana, server));
    await results.test('the director’s browser had nothing to complain about', async () => {
      expect(ana.complaints.length === 0, [...new Set(ana.complaints)].join('\n'));
    });
  } finally {
    await browser.close();
    const code = await server.stop();
    await mail.stop();
    db.remove();
    expect(code === 0, `the program ended with ${code}`);
  }
}
