import { ApiError } from '../api-error.ts';
import { mediaMethods } from './media-methods.ts';
import { messageMethods } from './message-methods.ts';
import type { Method } from './method.ts';
import { profileMethods } from './profile-methods.ts';
import { updateMethods } from './update-methods.ts';

const methods = new Map(
  Object.entries({ ...updateMethods, ...messageMethods, ...mediaMethods, ...profileMethods }).map(([name, method]) => [
    name.toLowerCase(),
    method,
  ]),
);

/** Names are read without regard to case, as Telegram does. @throws {ApiError} 404 */
export function methodNamed(name: string): Method {
  const method = methods.get(name.toLowerCase());
  if (method === undefined) throw new ApiError(404, 'Not Found: method not found');
  return method;
}
