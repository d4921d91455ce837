// Finds the pages by following links, as a person would. Records look alike, so two of each shape are enough, and one of a list
// that is filtered or sorted.
const MOST_PAGES = 160;

function shape(url) {
  const names = [...url.searchParams.keys()].sort().join('&');
  return `${url.pathname.replace(/\d+/g, ':n')}?${names}`;
}

// Addresses (paths with queries) of the pages that links lead to from the first page on.
export async function crawl(page) {
  const seen = new Map();
  const found = [];
  const waiting = ['/'];
  while (waiting.length && found.length < MOST_PAGES) {
    const here = waiting.shift();
    const answer = await page.goto(here);
    if (!(answer.headers()['content-type'] || '').startsWith('text/html')) continue;
    // A mail as it looks is a document by itself, in which no script runs, ours neither.
    if ((answer.headers()['content-security-policy'] || '').startsWith('sandbox')) continue;
    found.push(here);
    if (answer.status() !== 200) throw new Error(`${here} answers ${answer.status()}`);
    const links = await page.$$eval('a[href]', (all) => all.filter((a) => !a.hasAttribute('download')).map((a) => a.href));
    for (const link of links) {
      const url = new URL(link);
      url.hash = '';
      if (url.origin !== new URL(page.url()).origin || /\.(csv|json|xlsx|zip)$/.test(url.pathname)) continue;
      const times = seen.get(shape(url)) || 0;
      const to = url.pathname + url.search;
      if (times >= (url.search ? 1 : 2) || found.includes(to) || waiting.includes(to)) continue;
      seen.set(shape(url), times + 1);
      waiting.push(to);
    }
  }
  return found;
}
