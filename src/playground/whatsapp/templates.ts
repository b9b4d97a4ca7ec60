import { GraphError } from './graph-error.ts';
import type { SentMessage } from './sent-message.ts';
import type { Template } from './wire.ts';

/** @throws {GraphError} when there is no such template that may be sent, or it takes other parameters */
export function checkTemplate(
  templates: Template[],
  { name, language, components = [] }: Extract<SentMessage, { type: 'template' }>['template'],
): void {
  const found = templates.find(template => template.name === name && template.language === language.code);
  if (!found) throw new GraphError(132001, `template name (${name}) does not exist in ${language.code}`);
  if (found.status !== 'APPROVED') throw new GraphError(132015, `template (${name}) is ${found.status}`);
  const body = found.components.find(({ type }) => type === 'BODY')?.text ?? '';
  const expected = new Set(body.match(/\{\{\w+\}\}/g)).size;
  const given = components.flatMap(({ parameters }) => parameters).length;
  if (given !== expected)
    throw new GraphError(
      132000,
      `body: number of localizable_params (${given}) does not match the expected number (${expected})`,
    );
}
