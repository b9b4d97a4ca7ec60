import { SlackError } from '../slack-error.ts';
import { accountMethods } from './account-methods.ts';
import { chatMethods } from './chat-methods.ts';
import { conversationMethods } from './conversation-methods.ts';
import { fileMethods } from './file-methods.ts';
import { historyMethods } from './history-methods.ts';
import type { Method } from './method.ts';
import { reactionMethods } from './reaction-methods.ts';
import { viewMethods } from './view-methods.ts';

const methods = new Map<string, Method>(
  Object.entries({
    ...accountMethods,
    ...chatMethods,
    ...conversationMethods,
    ...fileMethods,
    ...historyMethods,
    ...reactionMethods,
    ...viewMethods,
  }),
);

/** @throws {SlackError} `unknown_method` */
export function methodNamed(name: string): Method {
  const method = methods.get(name);
  if (method === undefined) throw new SlackError('unknown_method', { extra: { req_method: name } });
  return method;
}
