import { ApiError } from '../api-error.ts';
import { detectEntities } from '../detect-entities.ts';
import type { Parameters } from '../parameters.ts';
import { parseHtml } from '../parse-html.ts';
import type { MessageEntity } from '../wire.ts';

export interface WrittenText {
  text: string;
  entities: MessageEntity[];
}

/**
 * A text or caption as it will stand in the chat: markup read, blank ends cut off, addresses found.
 * @throws {ApiError} 400 on broken markup, 501 on a markup this server does not speak
 */
export function writtenText(parameters: Parameters, name: 'text' | 'caption'): WrittenText {
  const written = parameters.text(name) ?? '';
  const mode = parameters.text('parse_mode')?.toLowerCase() ?? '';
  if (mode !== '' && mode !== 'html') {
    const known = mode === 'markdown' || mode === 'markdownv2';
    throw known
      ? new ApiError(501, 'Not Implemented: the local server reads HTML only, set parse_mode to HTML')
      : new ApiError(400, 'Bad Request: unsupported parse_mode');
  }
  const { text, entities } =
    mode === 'html' ? parseHtml(written) : { text: written, entities: given(parameters, name) };
  const trimmed = trim(text, entities);
  return { text: trimmed.text, entities: detectEntities(trimmed.text, trimmed.entities) };
}

function given(parameters: Parameters, name: 'text' | 'caption'): MessageEntity[] {
  const entities = parameters.json(name === 'text' ? 'entities' : 'caption_entities');
  return Array.isArray(entities) ? entities : [];
}

function trim(text: string, entities: MessageEntity[]): WrittenText {
  const start = text.length - text.trimStart().length;
  const kept = text.trim();
  const within = entities.flatMap(entity => {
    const offset = Math.max(entity.offset - start, 0);
    const end = Math.min(entity.offset + entity.length - start, kept.length);
    return end > offset ? [{ ...entity, offset, length: end - offset }] : [];
  });
  return { text: kept, entities: within };
}
