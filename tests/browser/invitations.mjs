// People come, change and hand over: an invitation from its mail to the first page, hats without script, contacts there and back.
import { checkAxe, checkFits } from './checks.mjs';
import { browse, serve, signIn, visit } from './holdfast.mjs';

const SCREENS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

function expect(good, say) {
  if (!good) throw new Error(say);
}
async function says(page, ...words) {
  const said = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
  for (const word of words) expect(said.includes(word), `${page.url()} does not say "${word}": ${said.slice(0, 500)}`);
}
async function press(page, name) {
  await page.locator('main').getByRole('button', { name }).first().click();
  await page.waitForLoadState();
}
async function sound(page) {
  await checkAxe(page);
  await checkFits(page);
}

// In the demo a director reads the mails that would have gone.
async function linkFromTheMail(browser, server) {
  const director = await visit(browser, server.url);
  await signIn(director);
  await director.goto('/mails');
  const mail = await director.locator('tbody a[href^="/mails/"]').first().getAttribute('href');
  const whole = await (await director.request.get(`${mail}/whole`)).text();
  const token = /invitation\?token=([0-9a-f]{64})/.exec(whole);
  expect(token, `no link in the newest mail: ${whole.slice(0, 400)}`);
  expect(/You get this because/.test(whole), 'the mail does not say why it came');
  await director.context().close();
  return `/invitation?token=${token[1]}`;
}

async function aColleagueIsInvitedAndComes(browser, server, viewport, number) {
  const address = `zadie${number}@brackwater.example`;
  const samira = await visit(browser, server.url, { viewport });
  await signIn(samira, 'partner');
  await samira.getByRole('link', { name: 'Your people' }).first().click();
  await samira.getByRole('link', { name: 'Invite a colleague' }).click();
  await samira.getByLabel('Their name').fill('Zadie Warsame');
  await press(samira, 'Send the invitation');
  await says(samira, 'There is a problem');
  expect(await samira.getByLabel('Their name').inputValue() === 'Zadie Warsame', 'what was typed is lost');
  await sound(samira);
  await samira.getByLabel('Their e-mail address').fill(address);
  await press(samira, 'Send the invitation');
  await says(samira, 'Zadie Warsame is invited', 'Invited, and not answered yet');

  const link = await linkFromTheMail(browser, server);
  const zadie = await visit(browser, server.url, { viewport });
  await zadie.goto(link);
  await says(zadie, 'Welcome, Zadie Warsame', 'z•••@brackwater.example', 'Samira Okello invites you');
  await zadie.reload(); // looking spends nothing
  await sound(zadie);
  await press(zadie, 'Accept');
  await says(zadie, 'Welcome. You are here for: Brackwater Law Centre');
  await zadie.goto('/colleagues');
  await says(zadie, 'Zadie Warsame (you)');
  expect(await zadie.getByRole('link', { name: 'Invite a colleague' }).count() === 0, 'who is not the main contact may invite');
  expect((await zadie.goto('/people')).status() === 403, 'a colleague reads the list of people');

  const second = await visit(browser, server.url, { viewport });
  await second.goto(link);
  await says(second, 'accepted already', 'Nothing has changed');
  await sound(second);

  await samira.goto('/colleagues');
  await samira.locator('tr', { hasText: address }).getByRole('button', { name: /^Not with us/ }).click();
  await says(samira, 'Zadie Warsame is not with you any more');
  await zadie.goto('/colleagues');
  expect(!(await zadie.locator('body').innerText()).includes('Rob Tillery'), 'whoever is not with them any more still sees them');
  await press(samira, 'Put Zadie Warsame back');
  await says(samira, 'Put back, as if nothing had been');
  return [samira, zadie, second];
}

async function oneHatAtATimeWithoutScript(browser, server, viewport) {
  const page = await visit(browser, server.url, { viewport, javaScriptEnabled: false });
  await signIn(page, 'three_hats');
  await page.getByRole('link', { name: /^Change/ }).click();
  await says(page, 'What are you here for?', 'Kestrelby Advice Hub', 'Thornmere Refugee Welcome');
  await press(page, 'Kestrelby Advice Hub');
  await page.goto('/colleagues');
  await says(page, 'Kestrelby Advice Hub: your people');
  await page.goto('/hats');
  await press(page, 'Thornmere Refugee Welcome');
  await page.goto('/colleagues');
  await says(page, 'Thornmere Refugee Welcome: your people');
  expect(!(await page.locator('main').innerText()).includes('Kestrelby'), 'one hat sees what is another’s');
  return [page];
}

async function grantsAreHandedOverAndBack(browser, server, viewport) {
  const page = await visit(browser, server.url, { viewport });
  await signIn(page);
  await page.goto('/people?q=priya');
  await page.getByRole('link', { name: 'Priya Holloway' }).click();
  await says(page, 'Tomasz Field covers');
  await page.getByRole('link', { name: 'Hand grants over' }).click();
  await page.getByLabel('Who looks after them from now on?').selectOption({ label: 'Tomasz Field' });
  await press(page, 'Hand over');
  await says(page, 'Tomasz Field looks after these now', 'Before, it was Priya Holloway');
  await sound(page);
  const grant = await page.locator('main a[href^="/grants/"]').first().getAttribute('href');
  await press(page, 'Undo');
  await says(page, 'This was undone');
  await page.goto(grant);
  await says(page, 'Priya Holloway');
  return [page];
}

async function theOnlyDirectorStays(browser, server, viewport) {
  const page = await visit(browser, server.url, { viewport });
  await signIn(page);
  await page.goto('/people?role=director');
  await page.locator('tbody a').first().click();
  await page.locator('main').getByRole('link', { name: 'Change' }).click();
  await page.getByLabel(/^Director:/).uncheck();
  await page.getByLabel(/^Finance:/).check();
  await press(page, 'Save');
  await says(page, 'is the only director');
  await sound(page);
  return [page];
}

export async function run(results) {
  const server = await serve();
  const browser = await browse();
  const complaints = [];
  let number = 0;
  try {
    for (const [screen, viewport] of Object.entries(SCREENS))
      for (const journey of [aColleagueIsInvitedAndComes, oneHatAtATimeWithoutScript, grantsAreHandedOverAndBack, theOnlyDirectorStays])
        await results.test(`${journey.name} on a ${screen}`, async () => {
          for (const page of await journey(browser, server, viewport, number++)) {
            complaints.push(...page.complaints);
            await page.context().close();
          }
        });
    await results.test('the browser had nothing to complain about while people came and went', async () => {
      expect(complaints.length === 0, [...new Set(complaints)].slice(0, 10).join('\n'));
    });
  } finally {
    await browser.close();
    await server.stop();
  }
}
