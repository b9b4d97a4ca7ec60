import axe, { type Result } from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA, and what axe holds to be good practice. */
const OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // What it finds in order fills megabytes, which nobody reads.
  resultTypes: ['violations'],
};

/**
 * What axe complains of in a page, in a line each.
 *
 * @param page one that takes foreign scripts and styles: its context has `bypassCSP`.
 * @param selector of a part of it.
 */
export async function findBarriers(page: Page, selector = 'html'): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source);
  const [within, options] = [selector, OPTIONS].map(value => JSON.stringify(value));
  const found = await page.evaluate<Result[]>(`axe.run(${within}, ${options}).then(({ violations }) => violations)`);
  return found.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html} ${node.failureSummary}`));
}
