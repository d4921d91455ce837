// What people come to do, done by a real browser: find, open, add, change, meet a mistake, meet each other, import, print.
import fs from 'node:fs';
import path from 'node:path';
import { checkAxe, checkFits, checkHtml } from './checks.mjs';
import { browse, serve, signIn, visit } from './holdfast.mjs';

function expect(good, say) {
  if (!good) throw new Error(say);
}
const rows = (page) => page.locator('main tbody tr').count();
const first = (page) => page.locator('main tbody th a').first().innerText();
const save = (page, name = /^(save|add)/i) => page.locator('main').getByRole('button', { name }).first().click();

// Asked with a slip of the fingers: "Brackwatr" for the Brackwater Law Centre.
async function search(page, words) {
  await page.goto('/grants');
  await page.locator('main input[name="q"]').fill(words);
  await page.locator('main form[method="get"] button').first().click();
}

async function findWithATypingError(page) {
  await search(page, 'Brackwatr');
  expect(new URL(page.url()).searchParams.get('q') === 'Brackwatr', `the address keeps no search: ${page.url()}`);
  expect(await rows(page) > 0, 'nothing was found');
  expect(/Brackwater/.test(await page.locator('main').innerText()), 'Brackwater is nowhere on the page');
  await page.locator('main tbody th a').first().click();
  expect(/Brackwater Law Centre/.test(await page.locator('main').innerText()), 'the grant opened has no seat of Brackwater Law Centre');
}

async function nothingFoundSaysWhatNext(page) {
  await search(page, 'zzzzqqqxx');
  expect(await rows(page) === 0, 'something was found');
  await page.locator('.empty').waitFor();
  await checkAxe(page);
}

async function filterSortAndPage(page) {
  await page.goto('/grants');
  const all = await first(page);
  await page.locator('main .pager a[rel="next"]').click();
  const second = await first(page);
  expect(second !== all, 'the second page begins like the first');
  await page.locator('main .pager a[rel="prev"]').click();
  expect(await first(page) === all, 'going back leads elsewhere');

  await page.locator('main thead a.sort').first().click();
  const sort = new URL(page.url()).searchParams.get('sort');
  expect(sort, `no sort in ${page.url()}`);
  const names = (await page.locator('main tbody th a').allInnerTexts()).map((t) => t.toLowerCase().replace(/^the /, ''));
  const sorted = [...names].sort();
  const backwards = [...sorted].reverse();
  expect([sorted, backwards].some((order) => order.join() === names.join()), `not in order: ${names.join(' | ')}`);

  const programme = page.locator('main form[method="get"] select[name="programme"]');
  const options = await programme.locator('option').evaluateAll((o) => o.filter((x) => x.value).map((x) => [x.value, x.textContent.trim()]));
  expect(options.length > 1, 'no programmes to filter by');
  await programme.selectOption(options[0][0]);
  await page.locator('main form[method="get"] button').first().click();
  expect(await rows(page) > 0, `no grants of ${options[0][1]}`);
  await page.locator('.chips .chip').first().click();
  expect(!new URL(page.url()).searchParams.get('programme'), 'the filter is still in the address');
}

async function aRoundIsAddedRenamedLookedUpAndRemoved(page) {
  const main = page.locator('main');
  await page.goto('/rounds');
  await main.locator('tbody th a').first().click();
  expect(new URL(page.url()).searchParams.get('round') && await rows(page) > 0, `no grants of a round at ${page.url()}`);
  await page.goto('/rounds');
  await main.getByLabel('Name').fill('Winter 2026');
  await main.getByLabel('Decided on').fill('1 February 2026');
  await save(page);
  await main.getByRole('link', { name: 'Change Winter 2026' }).click();
  await main.getByLabel('Name').fill('Winter round 2026');
  await save(page);
  await main.getByRole('link', { name: 'Change Winter round 2026' }).click();
  await main.getByRole('link', { name: 'Remove this round' }).click();
  await checkAxe(page);
  await main.getByRole('button', { name: 'Remove it' }).click();
  await page.getByText('Winter round 2026 is removed.').waitFor();
  expect(await main.getByText('Winter round 2026', { exact: true }).count() === 0, 'it is still there');
}

async function downloadCsv(page) {
  await page.goto('/grants?q=Brackwater');
  const shown = await rows(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('main a', { hasText: 'CSV' }).first().click()]);
  expect(download.suggestedFilename().endsWith('.csv'), `named ${download.suggestedFilename()}`);
  const csv = fs.readFileSync(await download.path(), 'utf8');
  expect(csv.startsWith('\uFEFF'), 'no byte order mark: a spreadsheet would garble accents');
  const lines = csv.trim().split('\r\n');
  expect(lines.length - 1 === shown, `${lines.length - 1} rows in the file, ${shown} on the screen`);
}

async function addAPartner(page) {
  await page.goto('/partners/new');
  await page.locator('#f-name').fill('Gorse Hill Advice & Welcome <Café>');
  await save(page);
  expect(/\/partners\/\d+$/.test(page.url()), `ended at ${page.url()}`);
  expect(await page.locator('h1').innerText() === 'Gorse Hill Advice & Welcome <Café>', 'the name came back changed');
  expect(await page.locator('[role="status"] .notice').count() === 1, 'nothing says that it worked');
  await page.goto('/partners?q=gorse');
  expect(/Gorse Hill/.test(await page.locator('main tbody').innerText()), 'the new partner is not found');
}

const grantEdit = async (page) => {
  await page.goto('/grants');
  await page.locator('main tbody th a').first().click();
  await page.locator('main a[href$="/edit"]').first().click();
  return page.url();
};

async function aMistakeLosesNothing(page) {
  await grantEdit(page);
  const money = page.locator('main form .input[inputmode="decimal"]').first();
  await page.locator('#f-title').fill('');
  await money.fill('twelve pounds');
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await save(page);
  const answer = await answered;
  expect(answer.status() === 422, `answers ${answer.status()}`);
  await checkHtml(await answer.text(), 'the page with errors');
  expect(/^Error: /.test(await page.title()), `titled ${await page.title()}`);
  const summary = page.locator('.error-summary');
  expect(await summary.evaluate((e) => e === document.activeElement), 'the summary has no focus');
  expect(await money.inputValue() === 'twelve pounds', 'what was typed is gone');
  expect(await page.locator('#f-title').getAttribute('aria-invalid') === 'true', 'the empty title is not marked');
  await summary.locator('a[href="#f-title"]').click();
  expect(await page.locator('#f-title').evaluate((e) => e === document.activeElement), 'the link does not lead to the field');
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await checkAxe(page);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  await checkFits(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function aStaleEditOverwritesNothing(page) {
  const address = await grantEdit(page);
  const other = await page.context().newPage();
  await other.goto(address);
  const was = await other.locator('#f-title').inputValue();
  await other.locator('#f-title').fill(`${was} (theirs)`);
  await save(other);
  await page.locator('#f-title').fill(`${was} (mine)`);
  await save(page);
  const said = await page.locator('main').innerHTML();
  expect(said.includes('(theirs)') && said.includes('(mine)'), 'the page does not show both versions');
  await checkAxe(page);
  await other.reload();
  expect(/\(theirs\)/.test(await other.locator('h1').innerText()), 'the first change was overwritten');
  await other.close();
}

// Two presses of the button, each with the same form: the second gets the first one's answer.
async function aDoublePressMakesOne(page) {
  await page.goto('/partners/new');
  const fields = await page.locator('main form[method="post"]').first().evaluate((f) => [...new FormData(f)]);
  const form = { ...Object.fromEntries(fields), name: 'Twice Pressed Project' };
  const send = async () => (await page.request.post('/partners/new', { form })).url();
  const [one, two] = await Promise.all([send(), send()]);
  expect(one === two && /\/partners\/\d+$/.test(one), `led to ${one} and ${two}`);
  await page.goto('/partners?q=Twice+Pressed');
  const names = await page.locator('main tbody th a').allInnerTexts();
  expect(names.filter((n) => n === 'Twice Pressed Project').length === 1, `found ${names}`);
}

const grantsFile = (folder) => {
  const file = path.join(folder, 'grants.json');
  fs.writeFileSync(file, JSON.stringify({ version: '1.4', grants: [1, 2, 3].map((n) => ({
    id: `360G-lantern-${n}`, title: `Lantern grant ${n}`, description: 'Advice in the evening.', currency: 'GBP',
    amountAwarded: 1000 * n, awardDate: '2024-05-01',
    fundingOrganization: [{ id: 'GB-CHC-1999991', name: 'Lantern Hill Foundation' }],
    recipientOrganization: [{ id: `360G-lantern-org-${n}`, name: `Lantern Street Advice ${n}` }],
  })) }));
  return file;
};

async function importPublishAndUndo(page, server) {
  await page.goto('/imports/new');
  await page.locator('#f-funder').fill('Lantern Hill Foundation');
  await page.locator('#f-file').setInputFiles(grantsFile(server.folder));
  await page.getByRole('button', { name: 'Check the file' }).click();
  const publish = page.getByRole('button', { name: 'Publish these grants' });
  await publish.waitFor({ timeout: 30_000 });
  const address = page.url();
  await checkAxe(page);
  await checkFits(page);
  await search(page, 'Lantern');
  expect(await rows(page) === 0, 'grants are shown before they are published');
  await page.goto(address);
  await publish.click();
  const undo = page.getByRole('link', { name: 'Undo this import' });
  await undo.waitFor({ timeout: 30_000 });
  await checkAxe(page);
  await search(page, 'Lantern');
  expect(await rows(page) === 3, `${await rows(page)} grants are shown after publishing`);
  await page.goto(address);
  await undo.click();
  await checkAxe(page);
  await page.getByRole('button', { name: 'Undo it and delete its grants' }).click();
  await page.getByRole('heading', { name: 'Undone' }).waitFor({ timeout: 30_000 });
  await search(page, 'Lantern');
  expect(await rows(page) === 0, 'grants are still shown after undoing');
}

// Tab to what is wanted and press Enter; each stop must show where it is.
async function tabTo(page, wanted) {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate((selector) => {
      const e = document.activeElement;
      return { found: e.matches(selector), shown: getComputedStyle(e).outlineStyle !== 'none', what: e.outerHTML.slice(0, 80) };
    }, wanted);
    expect(here.shown, `no focus is shown on ${here.what}`);
    if (here.found) return;
  }
  throw new Error(`Tab never reaches ${wanted}`);
}

async function byKeyboardAlone(page) {
  await page.goto('/');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement.id) === 'main', 'the skip link does not lead to the content');
  await page.goto('/');
  await tabTo(page, '.site-nav a[href="/grants"]');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/grants');
  await tabTo(page, 'main input[name="q"]');
  await page.keyboard.type('Brackwater');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/grants?*q=Brackwater*');
  await tabTo(page, 'main tbody th a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/grants\/\d+/);
}

async function printsPlainly(page) {
  await page.goto('/');
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['.site-nav', '.site-head__out', '.skip'])
    expect(!await page.locator(gone).first().isVisible(), `${gone} is printed`);
  expect(await page.locator('h1').first().isVisible(), 'the heading is not printed');
  await page.emulateMedia({ media: 'screen' });
}

// Numbers came from the demo and from imports: a form that shows one takes it back.
async function savingAPartnerAsItIsIsNeverRefused(page) {
  for (const region of ['scotland', 'northern_ireland', 'london']) {
    await page.goto(`/partners?region=${region}`);
    expect(await rows(page) > 0, `no partners in ${region}`);
    await page.locator('main tbody th a').first().click();
    const address = page.url();
    await page.goto(`${address}/edit`);
    await save(page);
    expect(page.url() === address, `in ${region}, saving ended at ${page.url()}: ${await page.locator('main').innerText()}`);
  }
}

async function aQuestionGoesAndComesBack(page) {
  await page.goto('/programmes/1/questions');
  const questions = () => page.locator('main ol.tasks > li > strong').allInnerTexts();
  const before = await questions();
  await page.locator('main ol.tasks details summary').first().click();
  await page.getByRole('button', { name: 'Remove this question' }).first().click();
  expect((await questions()).join() === before.slice(1).join(), 'it was not removed');
  await checkAxe(page);
  await page.getByRole('button', { name: /^Put it back/ }).click();
  expect((await questions()).join() === before.join(), 'it is not back where it was');
}

async function aSeatGoesAndComesBackOnce(page) {
  await page.goto('/grants/3');
  const partners = () => page.locator('main form[action$="/remove"]').count();
  const before = await partners();
  expect(before > 1, 'the grant has too few partners for this');
  await page.locator('main form[action$="/remove"] button').last().click();
  expect(/\/seats\/removed\?removed=\d+$/.test(page.url()), `ended at ${page.url()}`);
  const address = page.url();
  await checkAxe(page);
  await page.goto('/grants/3');
  expect(await partners() === before - 1, 'the seat was not taken out');
  await page.goto(address);
  await page.getByRole('button', { name: 'Put it back' }).click();
  expect(await partners() === before, 'the seat is not back');
  await page.goto(address);
  expect(await page.locator('h1').innerText() === 'There is nothing to put back', 'it can be put back twice');
}

// On a slow line a button is pressed again before the answer comes: one request goes out.
async function aSecondPressOnASlowLineSendsNothing(page) {
  await page.goto('/partners/new');
  await page.locator('#f-name').fill('Slowly Does It Advice');
  let sent = 0;
  const slow = async (route) => {
    if (route.request().method() === 'POST') {
      sent++;
      await new Promise((later) => setTimeout(later, 600));
    }
    await route.continue();
  };
  await page.route('**/partners/new', slow);
  const button = page.locator('main').getByRole('button', { name: /^(save|add)/i }).first();
  await button.evaluate((b) => { b.click(); setTimeout(() => b.click(), 150); setTimeout(() => b.click(), 300); });
  await page.waitForURL(/\/partners\/\d+$/);
  await page.unroute('**/partners/new', slow);
  expect(sent === 1, `${sent} requests were sent`);
}

// On a phone the headings of a stacked table are gone, but for those that sort.
async function sortingOnAPhone(page) {
  const wide = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 900 });
  await page.goto('/partners');
  const added = page.locator('main thead a.sort', { hasText: 'Added' });
  const box = await added.boundingBox();
  expect(box && box.width > 20 && box.height >= 24, `the link that sorts is ${JSON.stringify(box)}`);
  await added.click();
  expect(new URL(page.url()).searchParams.get('sort') === 'newest', `ended at ${page.url()}`);
  await page.setViewportSize(wide);
}

async function withoutScript(browser, server) {
  const page = await visit(browser, server.url, { javaScriptEnabled: false });
  await signIn(page);
  await search(page, 'Brackwatr');
  expect(await page.locator('main tbody tr').count() > 0, 'nothing was found');
  await page.goto('/partners/new');
  await page.locator('#f-name').fill('');
  await save(page);
  expect(await page.locator('.error-summary').isVisible(), 'no summary of errors');
  await page.locator('#f-name').fill('Without Script Welcome');
  await save(page);
  expect(/Without Script Welcome/.test(await page.locator('h1').innerText()), 'the partner was not added');
  await page.getByRole('button', { name: /^Sign out/ }).click();
  await page.goto('/grants');
  expect(new URL(page.url()).pathname === '/sign-in', `after signing out, /grants leads to ${page.url()}`);
  expect(page.complaints.length === 0, page.complaints.join('\n'));
}

// What was changed stands in the record’s history with what it was, and in the list of everything, by person.
async function aChangeStandsInItsHistory(page) {
  await page.goto(await grantEdit(page));
  const was = await page.locator('#f-title').inputValue();
  await page.locator('#f-title').fill(`${was}, told anew`);
  await save(page);
  await page.getByRole('link', { name: 'History', exact: true }).click();
  const first = page.locator('.trail__entry').first();
  expect((await first.locator('del').first().innerText()).includes(was), 'what it was is not there');
  expect((await first.locator('ins').first().innerText()).includes('told anew'), 'what it became is not there');
  expect((await first.innerText()).includes('You'), 'who did it is not there');
  await checkAxe(page);
  await page.goto('/trail');
  await page.getByLabel('Person').selectOption({ label: 'Tomasz Field' });
  await page.getByRole('button', { name: 'Show' }).click();
  const who = await page.locator('.trail__who').allInnerTexts();
  expect(who.length > 0 && who.every((name) => name === 'Tomasz Field'), `shows ${who}`);
  await page.getByLabel('From').fill('1 January 2200');
  await page.getByRole('button', { name: 'Show' }).click();
  await checkAxe(page);
}

export async function run(results) {
  const server = await serve();
  const browser = await browse();
  try {
    const page = await visit(browser, server.url);
    await results.test('sign in with one click', () => signIn(page));
    for (const journey of [findWithATypingError, nothingFoundSaysWhatNext, filterSortAndPage, aRoundIsAddedRenamedLookedUpAndRemoved, downloadCsv, addAPartner,
      aMistakeLosesNothing, aStaleEditOverwritesNothing, aDoublePressMakesOne, importPublishAndUndo, byKeyboardAlone, printsPlainly,
      savingAPartnerAsItIsIsNeverRefused, aQuestionGoesAndComesBack, aSeatGoesAndComesBackOnce, aSecondPressOnASlowLineSendsNothing,
      sortingOnAPhone, aChangeStandsInItsHistory])
      await results.test(journey.name, () => journey(page, server));
    await results.test(withoutScript.name, () => withoutScript(browser, server));
    await results.test('the browser had nothing to complain about', async () => {
      expect(page.complaints.length === 0, [...new Set(page.complaints)].slice(0, 10).join('\n'));
    });
    await results.test('the program ends when told', async () => {
      const code = await server.stop();
      expect(code === 0, `ended with ${code}`);
    });
  } finally {
    await browser.close();
    await server.stop();
  }
}
