import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PARTS = ['models.js', 'link.js', 'modules.js'];

/** Writes the fake page where whatsapp-web.js looks for a version of WhatsApp's page that was kept. The page has to be one file. */
export function writeFakePage(folder: string, version: string, port: number): void {
  const scripts = PARTS.map(part => readFileSync(join(import.meta.dirname, 'page', part), 'utf8'));
  const script = scripts
    .join('\n')
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(/^export /gm, '');
  const page = `<!doctype html><title>${version}</title><script>window.PORT = ${port};\n${script}</script>`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${version}.html`), page);
}
