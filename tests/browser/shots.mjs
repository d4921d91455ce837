// Pictures of every page, for our own eyes: node tests/browser/shots.mjs FOLDER [--readme]
// At 390 and 1280 px, in light and dark. With --readme only the two pictures of docs/images.
import fs from 'node:fs';
import path from 'node:path';
import { crawl } from './crawl.mjs';
import { browse, missing, root, serve, signIn, visit } from './holdfast.mjs';

const why = await missing();
if (why) {
  console.error(`No pictures: ${why}.`);
  process.exit(1);
}
const readme = process.argv.includes('--readme');
const folder = readme ? path.join(root, 'docs/images') : path.resolve(process.argv[2] || 'shots');
fs.mkdirSync(folder, { recursive: true });
const server = await serve();
const browser = await browse();

const name = (address) => address.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '').slice(0, 60) || 'dashboard';
async function shoot(page, address, file, fullPage = true) {
  await page.goto(address);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(folder, file), fullPage });
}

try {
  if (readme) {
    const page = await visit(browser, server.url, { viewport: { width: 1280, height: 1000 } });
    await signIn(page);
    await shoot(page, '/', 'dashboard.png', false);
    await page.goto('/grants?sort=amount');
    const grant = await page.locator('tbody a[href^="/grants/"]').first().getAttribute('href');
    await shoot(page, grant, 'grant.png', false);
  } else {
    const scout = await visit(browser, server.url);
    await signIn(scout);
    const addresses = [...await crawl(scout), '/no-such-page'];
    for (const width of [1280, 390])
      for (const colorScheme of ['light', 'dark']) {
        const stranger = await visit(browser, server.url, { viewport: { width, height: 900 }, colorScheme });
        await shoot(stranger, '/sign-in', `sign-in-${width}-${colorScheme}.png`);
        await signIn(stranger);
        for (const address of addresses) await shoot(stranger, address, `${name(address)}-${width}-${colorScheme}.png`);
        await stranger.context().close();
      }
    console.log(`${addresses.length + 1} pages, in ${folder}`);
  }
} finally {
  await browser.close();
  await server.stop();
}
