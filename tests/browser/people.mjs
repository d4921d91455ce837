// Everyone's first day: each role that is not staff signs in on a phone and at a desk, finds what it came for, meets a mistake,
// and can reach nothing that is not its own. Every page they can reach by links is looked at as pages.mjs does.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { crawl } from './crawl.mjs';
import { checkAxe, checkFits, checkHtml, schemes } from './checks.mjs';
import { browse, root, serve, signIn, visit } from './holdfast.mjs';
import { look } from './pages.mjs';

const ROLES = ['partner', 'member', 'group', 'panel', 'co_funder', 'learning_partner', 'payments'];
const SCREENS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };
const COALITION = 'Coalition for women who report violence';

function expect(good, say) {
  if (!good) throw new Error(say);
}
const main = (page) => page.locator('main').innerText();
async function says(page, ...words) {
  const said = (await main(page)).replace(/\s+/g, ' ');
  for (const word of words) expect(said.includes(word), `the page does not say "${word}": ${said.slice(0, 600)}`);
}
async function leave(page) {
  await page.getByRole('button', { name: /^Sign out/ }).click();
  await page.waitForURL((to) => to.pathname.startsWith('/sign-in'));
}

// What each comes to find out must stand on the first page, without a press.
const FIRST = {
  partner: ['Brackwater Law Centre', 'for you', 'until 30 April 2026', 'Whom to ask', 'Tomasz Field', 'You can also just call',
    'Who comes in for you', 'Rob Tillery', 'What we keep about you'],
  member: ['Thornmere Refugee Welcome', '£20,825', 'shared by 3 partners', 'Whom to ask'],
  group: ['Kitchen Table Group', 'Thornmere Refugee Welcome hosts you', 'you speak for yourselves'],
  panel: ['Nothing is waiting for you', 'Who else is on the panel is not shown'],
  co_funder: ['Alder & Finch Trust', '£1,500,000', 'The pool, all funders together'],
  learning_partner: ['What nobody shows you', 'Who came to an event, or stayed away'],
  payments: ['Nothing is waiting to be paid'],
};

async function firstLook(page, role) {
  await signIn(page, role);
  expect(new URL(page.url()).pathname === '/', `signing in leads to ${page.url()}`);
  await says(page, ...FIRST[role]);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await checkAxe(page);
  }
  await checkFits(page);
  await checkHtml(await page.content().then(() => page.request.get('/').then((a) => a.text())), `/ of ${role}`);
}

// Nothing of the staff's can be reached, and whoever tries is told kindly where to go.
async function nothingOfTheStaffs(page) {
  for (const address of ['/grants', '/partners/1', '/funders', '/imports', '/grants/1', '/remarks']) {
    const answer = await page.goto(address);
    expect(answer.status() === 403, `${address} answers ${answer.status()}`);
  }
  await checkAxe(page);
  await page.getByRole('link', { name: 'Go to the first page' }).click();
  expect(new URL(page.url()).pathname === '/', `the way back leads to ${page.url()}`);
}

async function aPartnersFirstDay(page) {
  await signIn(page, 'partner');
  await page.getByRole('link', { name: COALITION }).click();
  // D2: every part of the split, in words.
  await says(page, 'Thornmere Refugee Welcome', '£41,650', '£20,825', 'Together', '£83,300', 'Everyone in this grant sees this same table');
  const said = page.getByLabel('What is wrong, and what would be right?');
  await page.getByRole('button', { name: 'Send it to the fund' }).click();
  expect(/^Error: /.test(await page.title()), `titled ${await page.title()}`);
  expect(await page.locator('.error-summary').isVisible(), 'no summary of what is wrong');
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await checkAxe(page);
  }
  await said.fill('The award was agreed on the 19th, not the 18th.\nSee my mail of that day. <b>Thanks</b>');
  await page.getByRole('button', { name: 'Send it to the fund' }).click();
  await says(page, 'Thank you. The fund has what you wrote', 'not the 18th', '<b>Thanks</b>', 'Samira Okello');
  await checkAxe(page);
  await checkFits(page);
  await page.getByRole('link', { name: 'Your page' }).first().click();
  await page.getByRole('link', { name: 'Your record' }).click();
  await says(page, 'What we keep about Brackwater Law Centre', 'Level 3: advocacy and representation');
  await leave(page);
  await page.goto('/yours/record');
  expect(new URL(page.url()).pathname === '/sign-in', `after signing out, the record leads to ${page.url()}`);
}

async function theFundAnswersAndOnlyTheyReadIt(browser, server) {
  const staff = await visit(browser, server.url);
  await signIn(staff, 'grant_manager');
  await staff.getByRole('link', { name: 'What organisations say is wrong' }).click();
  await says(staff, 'Brackwater Law Centre', 'not the 18th');
  await checkAxe(staff);
  await staff.getByRole('link', { name: /^Answer/ }).first().click();
  await staff.getByLabel('What did you do about it?').fill('You are right. It says the 19th now.');
  await checkAxe(staff);
  await staff.getByRole('button', { name: 'Send the answer' }).click();
  await says(staff, 'They can read your answer now', 'It says the 19th now');
  const partner = await visit(browser, server.url, { viewport: SCREENS.phone });
  await signIn(partner, 'partner');
  await partner.getByRole('link', { name: COALITION }).click();
  await says(partner, 'It says the 19th now');
  const member = await visit(browser, server.url, { viewport: SCREENS.phone });
  await signIn(member, 'member');
  await member.getByRole('link', { name: COALITION }).click();
  await says(member, '£41,650', '£83,300');
  expect(!(await main(member)).includes('19th'), 'a member reads what the lead partner told the fund');
}

async function anotherPartnersGrantIsNotThere(page) {
  await signIn(page, 'partner');
  const answers = [];
  for (const address of ['/yours/grants/2', '/yours/grants/999999']) {
    const answer = await page.goto(address);
    expect(answer.status() === 404, `${address} answers ${answer.status()}`);
    answers.push((await main(page)).replace(/\d+ and \S+/, ''));
  }
  expect(answers[0] === answers[1], 'another’s grant is told apart from one that is not there');
}

// The whole of it with the keyboard, without a script.
async function byKeyboardWithoutScript(browser, server) {
  const page = await visit(browser, server.url, { javaScriptEnabled: false, viewport: SCREENS.phone });
  await signIn(page, 'member');
  const reach = async (name) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const here = await page.locator(':focus').first();
      if ((await here.count()) && (await here.innerText().catch(() => '')).trim() === name) return;
    }
    throw new Error(`Tab never reaches ${name}`);
  };
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await reach(COALITION);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/yours\/grants\/\d+$/);
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    if (await page.locator('textarea:focus').count()) break;
  }
  await page.keyboard.type('Our name is spelt with one e.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.notice').waitFor();
  await says(page, 'Thank you. The fund has what you wrote', 'spelt with one e');
  expect(page.complaints.length === 0, page.complaints.join('\n'));
}

async function aGrantPrintsWhole(page) {
  await signIn(page, 'partner');
  await page.getByRole('link', { name: COALITION }).click();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('main table').first().isVisible(), 'the split is not printed');
  expect(!(await page.locator('.site-nav').first().isVisible()), 'the navigation is printed');
  await page.emulateMedia({ media: 'screen' });
}

// One person, three hats: one is on, the switch is on every page, and what belongs to another hat is not there.
async function oneHatAtATime(page) {
  await signIn(page, 'three_hats');
  await says(page, 'Nothing is waiting for you');
  const wear = async (name) => {
    await page.getByRole('link', { name: /^(Change|Switch)/ }).first().click();
    await checkAxe(page);
    await page.getByRole('button', { name }).click();
  };
  await wear('Thornmere Refugee Welcome');
  await page.goto('/');
  await says(page, 'Thornmere Refugee Welcome', COALITION);
  const grant = await page.getByRole('link', { name: COALITION }).getAttribute('href');
  await wear('Kestrelby Advice Hub');
  await page.goto('/');
  await says(page, 'Kestrelby Advice Hub');
  expect(!(await main(page)).includes(COALITION), 'a grant of another hat is shown');
  const answer = await page.goto(grant);
  expect(answer.status() === 404, `a grant of another hat answers ${answer.status()}`);
}

// The demo sends nothing: its mails are read where they wait. Gives the link in the newest mail to an address.
async function linkInMail(browser, server, subject) {
  const director = await visit(browser, server.url);
  await signIn(director, 'director');
  await director.goto('/mails');
  await director.getByRole('link', { name: subject }).first().click();
  const link = await director.locator('.mail-words a[href*="token="]').first().getAttribute('href');
  await director.context().close();
  return link.replace(/^https?:\/\/[^/]+/, '');
}

async function aColleagueIsInvitedAndComesIn(browser, server) {
  const samira = await visit(browser, server.url, { viewport: SCREENS.phone });
  await signIn(samira, 'partner');
  await samira.getByRole('link', { name: 'Your people' }).first().click();
  await checkAxe(samira);
  await samira.getByRole('link', { name: 'Invite a colleague' }).click();
  await samira.getByLabel('Their name').fill('Amara Quist');
  await samira.getByLabel('Their e-mail address').fill('amara@brackwater.example');
  await samira.getByRole('button', { name: 'Send the invitation' }).click();
  await says(samira, 'Amara Quist');
  await checkFits(samira);

  const amara = await visit(browser, server.url, { viewport: SCREENS.phone });
  await amara.goto(await linkInMail(browser, server, /invit/i));
  await says(amara, 'Welcome, Amara Quist', 'Samira Okello invites you');
  for (const colorScheme of schemes) {
    await amara.emulateMedia({ colorScheme });
    await checkAxe(amara);
  }
  await amara.getByRole('button', { name: 'Accept' }).click();
  await amara.waitForURL((to) => to.pathname === '/');
  await says(amara, 'Brackwater Law Centre', 'until 30 April 2026', 'Whom to ask', 'Amara Quist');
  await checkAxe(amara);
  await amara.getByRole('link', { name: 'Your people' }).first().click();
  expect(!(await main(amara)).includes('Invite a colleague'), 'someone who is not the main contact may invite');
  expect(amara.complaints.length === 0, amara.complaints.join('\n'));
}

// RFC 6238, as an app on a phone reckons it.
function totp(secret) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/\s/g, '')].map((c) => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const when = Buffer.alloc(8);
  when.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const mac = crypto.createHmac('sha1', key).update(when).digest();
  const code = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(code % 1000000).padStart(6, '0');
}

async function newStaffSetUpTheirSecondStep(browser, server) {
  const director = await visit(browser, server.url);
  await signIn(director, 'director');
  await director.goto('/people/invite/fund');
  await director.getByLabel('Their name').fill('Ottoline Reeve');
  await director.getByLabel('Their e-mail address').fill('ottoline@alderway.example');
  await director.getByLabel('Grant manager', { exact: false }).first().check();
  await checkAxe(director);
  await director.getByRole('button', { name: /^(Send|Invite)/ }).click();

  const ottoline = await visit(browser, server.url);
  await ottoline.goto(await linkInMail(browser, server, /invit/i));
  await says(ottoline, 'Welcome, Ottoline Reeve');
  await ottoline.getByRole('button', { name: 'Accept' }).click();
  await ottoline.waitForURL((to) => to.pathname === '/you/second-factor');
  for (const colorScheme of schemes) {
    await ottoline.emulateMedia({ colorScheme });
    await checkAxe(ottoline);
  }
  const refused = await ottoline.goto('/grants');
  expect(new URL(ottoline.url()).pathname === '/you/second-factor', `without a second step, /grants leads to ${ottoline.url()} ${refused.status()}`);
  await ottoline.getByLabel('Six digits from the app').fill('000000');
  await ottoline.getByRole('button', { name: 'That is it' }).click();
  expect(/^Error: /.test(await ottoline.title()), 'a wrong code is not refused');
  await checkAxe(ottoline);
  await ottoline.getByLabel('Six digits from the app').fill(totp(await ottoline.locator('code.secret').innerText()));
  await ottoline.getByRole('button', { name: 'That is it' }).click();
  await ottoline.getByRole('button', { name: 'I have kept them' }).waitFor();
  expect(await ottoline.locator('.codes li').count() === 10, 'ten recovery codes are not shown');
  await checkAxe(ottoline);
  await ottoline.getByRole('button', { name: 'I have kept them' }).click();
  await ottoline.goto('/');
  await says(ottoline, 'Money in, money out');
  expect(ottoline.complaints.length === 0, ottoline.complaints.join('\n'));
}

// What the crawl of every route kept: each role's pages, with awkward words in them.
async function theCrawlsPagesAreValid() {
  const kept = path.join(process.env.HOLDFAST_BUILD || path.join(root, 'build/test'), 'crawl');
  const files = fs.existsSync(kept) ? fs.readdirSync(kept).filter((f) => f.endsWith('.html')) : [];
  const faults = [];
  for (const file of files) {
    try { await checkHtml(fs.readFileSync(path.join(kept, file), 'utf8'), file); } catch (error) { faults.push(`${file}: ${error.message}`); }
  }
  if (faults.length) throw new Error(faults.slice(0, 12).join('\n'));
  return files.length;
}

export async function run(results) {
  const server = await serve();
  const browser = await browse();
  const complaints = [];
  try {
    for (const role of ROLES)
      for (const [screen, viewport] of Object.entries(SCREENS))
        await results.test(`the first look of the ${role} on a ${screen}`, async () => {
          const page = await visit(browser, server.url, { viewport });
          await firstLook(page, role);
          if (screen === 'phone') await nothingOfTheStaffs(page);
          complaints.push(...page.complaints);
          await page.context().close();
        });
    for (const role of ROLES)
      await results.test(`every page that links lead the ${role} to`, async () => {
        const page = await visit(browser, server.url);
        await signIn(page, role);
        for (const address of await crawl(page)) await look(page, address, true);
        complaints.push(...page.complaints);
        await page.context().close();
      });
    for (const [screen, viewport] of Object.entries(SCREENS))
      for (const journey of [aPartnersFirstDay, anotherPartnersGrantIsNotThere, aGrantPrintsWhole, oneHatAtATime])
        await results.test(`${journey.name} on a ${screen}`, async () => {
          const page = await visit(browser, server.url, { viewport });
          await journey(page);
          complaints.push(...page.complaints);
          await page.context().close();
        });
    for (const journey of [theFundAnswersAndOnlyTheyReadIt, byKeyboardWithoutScript, aColleagueIsInvitedAndComesIn, newStaffSetUpTheirSecondStep])
      await results.test(journey.name, () => journey(browser, server));
    await results.test('the pages that the crawl kept are valid HTML', theCrawlsPagesAreValid);
    await results.test('the browser had nothing to complain about on own pages', async () => {
      expect(complaints.length === 0, [...new Set(complaints)].slice(0, 10).join('\n'));
    });
  } finally {
    await browser.close();
    await server.stop();
  }
}
