import { SlackError } from '../slack-error.ts';
import type { Call } from './method.ts';

export interface Page<Item> {
  items: Item[];
  more: boolean;
  /** `next_cursor` is empty on the last page. */
  response_metadata: { next_cursor: string };
}

/** The part of a list a call asks for (https://docs.slack.dev/apis/web-api/pagination). @throws {SlackError} `invalid_cursor` */
export function pageOf<Item>({ given }: Call, all: Item[], limits: { max: number; otherwise: number }): Page<Item> {
  const limit = given.integer('limit', { min: 1, ...limits });
  const cursor = given.text('cursor');
  const start =
    cursor === undefined
      ? 0
      : Number(
          Buffer.from(cursor, 'base64')
            .toString()
            .replace(/^next:/, ''),
        );
  if (!Number.isInteger(start) || start < 0 || start > all.length) throw new SlackError('invalid_cursor');
  const end = start + limit;
  const more = end < all.length;
  const next_cursor = more ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: all.slice(start, end), more, response_metadata: { next_cursor } };
}
