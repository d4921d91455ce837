// What must hold of every page: no fault that axe finds, valid HTML, nothing wider than the screen.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'no-trailing-whitespace': 'off', // the template compiler folds white space; what is left is harmless
    'doctype-style': ['error', { style: 'lowercase' }],
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
    'aria-label-misuse': ['error', { allowAnyNamable: true }], // a list may have a name
    'long-title': 'off',             // a record's title is as long as people made it
    'no-redundant-role': 'off',      // role="table" keeps stacked tables tables for screen readers
    'prefer-native-element': 'off',  // role="status", role="alert" on a plain box have no native element
    'no-implicit-button-type': 'error',
    'svg-focusable': 'off',
    'tel-non-breaking': 'off',       // numbers are kept on one line by .num and .contact__call
  },
});

// Both engines give the same pages, byte for byte (tests/postgresql/test_actions.py): on the second, one look at each is enough.
const once = process.env.HOLDFAST_TEST_ENGINE === 'postgresql';
export const widths = once ? [1280] : [1280, 390, 320];
export const schemes = once ? ['light'] : ['light', 'dark'];
// What depends on colours; everything else that axe looks at is the same in light and dark.
const ofColours = ['color-contrast', 'link-in-text-block'];

// Throws with all faults of the page as it stands, in the present width and colours. colours: only what depends on them.
export async function checkAxe(page, colours = false) {
  await page.evaluate(`if (!window.axe) { ${axe} }`);
  const faults = await page.evaluate(async (runOnly) => {
    const run = await window.axe.run(document, { resultTypes: ['violations'], runOnly });
    return run.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3)
      .map((n) => `${n.target.join(' ')} (${(n.any[0] || n.all[0] || n.none[0] || {}).message || ''})`).join('; ')}`);
  }, colours ? ofColours : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  if (faults.length) throw new Error(faults.join('\n'));
}

export async function checkHtml(source, where) {
  const report = await validator.validateString(source, where);
  const faults = report.results.flatMap((r) => r.messages).map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
  if (faults.length) throw new Error(faults.slice(0, 8).join('\n'));
}

export async function checkFits(page) {
  const over = await page.evaluate(() => {
    const most = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= most) return null;
    return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > most + 1).slice(0, 4)
      .map((e) => `<${e.tagName.toLowerCase()} class="${e.getAttribute('class') || ''}"> ${(e.textContent || '').trim().slice(0, 40)}`);
  });
  if (over) throw new Error(`scrolls sideways: ${over.join(' | ')}`);
}
