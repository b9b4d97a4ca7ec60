import { z } from 'zod';
import { log } from '../../log.ts';
import { SendError } from '../send-error.ts';
import { callGraph } from './call-graph.ts';
import type { CloudConnection } from './cloud-connection.ts';

/** The template that tells somebody that a message waits for them. */
export interface NoticeTemplate {
  /** Of the WhatsApp Business Account that owns it. */
  accountId: string;
  name: string;
  /** As Meta spells them (`en_GB`, `ar`), the one for everybody else first. */
  languages: [string, ...string[]];
  /** What its {{1}}, {{2}} … are filled with. */
  parameters: string[];
}

const listed = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      language: z.string(),
      status: z.string(),
      components: z.array(z.object({ type: z.string(), text: z.string().optional() })).default([]),
    }),
  ),
});

type Listed = z.infer<typeof listed>['data'];

/**
 * Looks which languages of the template Meta has agreed to, and says in the log what is missing.
 *
 * @returns the languages that it can be sent in.
 * @throws as `callGraph` does.
 */
export async function checkNoticeTemplate(connection: CloudConnection, template: NoticeTemplate): Promise<string[]> {
  const { accountId, name, languages } = template;
  const query = new URLSearchParams({ name, fields: 'name,language,status,components', limit: '100' });
  const { data } = listed.parse(await callGraph(connection, { path: `${accountId}/message_templates?${query}` }));
  return languages.filter(language => {
    const fault = faultOf(data, template, language);
    if (fault) log.error({ template: name, language }, fault);
    return !fault;
  });
}

/** The template in somebody's language, or the one for everybody else, as `type` and what belongs to it. @throws SendError when there is none. */
export function noticeIn(language: string, { name, parameters }: NoticeTemplate, usable: string[]): object {
  const [otherwise] = usable;
  const code = usable.find(each => each.split('_')[0] === language.split('-')[0]) ?? otherwise;
  if (code === undefined) throw new SendError({ code: 'no template', retryable: false });
  const components = [{ type: 'body', parameters: parameters.map(text => ({ type: 'text', text })) }];
  return { type: 'template', template: { name, language: { code }, ...(parameters.length > 0 && { components }) } };
}

function faultOf(data: Listed, { name, parameters }: NoticeTemplate, language: string): string | undefined {
  const found = data.find(each => each.name === name && each.language === language);
  if (!found)
    return 'WHATSAPP_NOTICE_TEMPLATE does not exist in a language of WHATSAPP_NOTICE_LANGUAGES: add it in WhatsApp Manager.';
  if (found.status !== 'APPROVED')
    return `WHATSAPP_NOTICE_TEMPLATE is ${found.status} in this language: nobody is told in it until Meta has approved it.`;
  const body = found.components.find(({ type }) => type === 'BODY')?.text ?? '';
  const wanted = new Set(body.match(/\{\{\w+\}\}/g)).size;
  return wanted === parameters.length
    ? undefined
    : `WHATSAPP_NOTICE_TEMPLATE takes ${wanted} parameters in this language: give as many in WHATSAPP_NOTICE_PARAMETERS.`;
}
