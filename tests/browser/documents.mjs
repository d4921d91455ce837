// Documents, by a real browser on a phone and at a desk: added, refused, downloaded, withdrawn, put back.
import fs from 'node:fs';
import { checkAxe, checkFits, checkHtml } from './checks.mjs';
import { browse, serve, signIn, visit } from './holdfast.mjs';

function expect(good, say) {
  if (!good) throw new Error(say);
}
const main = (page) => page.locator('main').innerText();
const press = (page, name) => page.locator('main').getByRole('button', { name }).first().click();
async function look(page) {
  await checkHtml(page);
  await checkFits(page);
  await checkAxe(page);
}
async function fill(page, title, name, content) {
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('What it is').fill('Minutes');
  await page.getByLabel('The day that it is of').fill('12 June 2024');
  await press(page, 'Add this document');
}

async function documents(page, title) {
  await page.goto('/partners/3');
  await page.getByRole('link', { name: 'Documents' }).click();
  await look(page);
  await page.getByRole('link', { name: 'Add a document' }).click();
  expect(/no names, no cases/.test(await main(page)), 'nothing says what does not belong here');
  await look(page);
  await fill(page, title, 'minutes.pdf', 'MZ\0 this is no PDF');
  expect(/not a kind of file/.test(await main(page)), 'a program was taken for a PDF');
  expect(await page.getByLabel('Title').inputValue() === title, 'what was typed is lost');
  await look(page);
  const words = `We met as ${title}, and agreed on the rent.`;
  await fill(page, title, 'Minutes ŵ.txt', words);
  expect(/The document is added/.test(await main(page)), 'it was not added');
  await look(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()]);
  expect(download.suggestedFilename() === 'Minutes ŵ.txt', `saved as ${download.suggestedFilename()}`);
  expect(fs.readFileSync(await download.path(), 'utf8') === words, 'other bytes came back');
  await press(page, 'Withdraw');
  expect(await page.getByRole('link', { name: 'Download' }).count() === 0, 'what is withdrawn can be downloaded');
  await look(page);
  await page.goto('/partners/3/documents');
  expect(/Withdrawn in the last thirty days/.test(await main(page)), 'the list does not offer it back');
  await look(page);
  await press(page, /^Put back/);
  expect(/The document is back/.test(await main(page)) && /Put back/.test(await main(page)), 'it is not back');
}

export async function run(results) {
  const server = await serve();
  const browser = await browse();
  try {
    for (const [width, colorScheme] of [[390, 'dark'], [1280, 'light']]) {
      const page = await visit(browser, server.url, { viewport: { width, height: 844 }, colorScheme });
      await signIn(page, 'director');
      await results.test(`documents at ${width} px`, () => documents(page, `Trustees ${width}`));
      await results.test('the browser had nothing to complain about', async () => {
        expect(page.complaints.length === 0, page.complaints.join('\n'));
      });
      await page.context().close();
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}
