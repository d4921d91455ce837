// The browser suite: node tests/browser/run.mjs [pages|journeys|people|invitations|first_run|documents|signin|first_days]. Ends with "N passed, N failed, N skipped".
import { missing, Results } from './holdfast.mjs';

const results = new Results();
const why = await missing();
for (const name of ['pages', 'journeys', 'people', 'invitations', 'first_run', 'documents', 'signin', 'first_days']) {
  if (process.argv[2] && process.argv[2] !== name) continue;
  if (why) {
    results.skip(name, why);
    continue;
  }
  try {
    await (await import(`./${name}.mjs`)).run(results);
  } catch (error) {
    await results.test(`${name} could be run`, () => { throw error; });
  }
}
process.exitCode = results.end();
