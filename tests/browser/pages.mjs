// Every page that links lead to: axe in light and dark at three widths, valid HTML, no sideways scrolling (also with
// text twice as large), and a browser that has nothing to complain about (content policy, missing files, other sites).
import { crawl } from './crawl.mjs';
import { checkAxe, checkFits, checkHtml, schemes, widths } from './checks.mjs';
import { browse, serve, signIn, visit } from './holdfast.mjs';

const AT_ONCE = 2;

// glance: as much as differs from how a director sees the same page, which is looked at whole.
export async function look(page, address, glance = false) {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  const answer = await page.goto(address);
  await page.evaluate(() => document.fonts.ready);
  const faults = [];
  const note = async (what, body) => {
    try { await body(); } catch (error) { faults.push(`${what}: ${error.message}`); }
  };
  await note('HTML', async () => checkHtml(await answer.text(), address));
  for (const width of glance ? [390] : widths) {
    await page.setViewportSize({ width, height: 900 });
    await note(`${width} px`, () => checkFits(page));
    for (const colorScheme of glance ? ['light'] : schemes) {
      await page.emulateMedia({ colorScheme });
      await note(`axe, ${colorScheme}, ${width} px`, () => checkAxe(page, colorScheme === 'dark'));
    }
  }
  if (!glance) await note('text twice as large', () => checkLargeText(page));
  if (faults.length) throw new Error(faults.join('\n'));
}

async function checkLargeText(page) {
  const devtools = await page.context().newCDPSession(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  try { await checkFits(page); } finally {
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } });
    await devtools.detach();
  }
}

export async function run(results) {
  const server = await serve();
  const browser = await browse();
  try {
    const stranger = await visit(browser, server.url);
    for (const address of ['/sign-in', '/accessibility', '/privacy'])
      await results.test(`stranger's page ${address}`, () => look(stranger, address));

    const staff = await visit(browser, server.url);
    await signIn(staff);
    let addresses = [];
    await results.test('every link leads to a page', async () => {
      addresses = await crawl(staff);
      if (addresses.length < 10) throw new Error(`only ${addresses.length} pages: ${addresses}`);
    });
    addresses.push('/no-such-page');
    const waiting = [...addresses];
    const pages = [staff];
    for (let i = 1; i < AT_ONCE; i++) {
      pages.push(await staff.context().newPage());
    }
    await Promise.all(pages.map(async (page) => {
      for (let address = waiting.shift(); address; address = waiting.shift())
        await results.test(`page ${address}`, () => look(page, address));
    }));

    const viewer = await visit(browser, server.url);
    await signIn(viewer, 'viewer');
    await results.test('a viewer asking for an editor\'s page is told what to do', async () => {
      const answer = await viewer.goto('/partners/new');
      if (answer.status() !== 403) throw new Error(`answers ${answer.status()}`);
      await checkAxe(viewer);
      await checkHtml(await answer.text(), '/partners/new');
    });
    await results.test('the browser has nothing to complain about', async () => {
      const complaints = [...stranger.complaints, ...staff.complaints, ...viewer.complaints];
      if (complaints.length) throw new Error([...new Set(complaints)].slice(0, 10).join('\n'));
    });
  } finally {
    await browser.close();
    await server.stop();
  }
}
