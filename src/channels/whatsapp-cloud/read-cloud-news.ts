import type { News } from '../channel.ts';
import { cloudAddress } from './cloud-address.ts';
import { factsOfCode } from './cloud-error.ts';
import type { CloudMessage, CloudStatus } from './cloud-payload.ts';

const ARRIVED = { sent: 'taken', delivered: 'delivered', read: 'read', played: 'read' } as const;

const isArrived = (status: string): status is keyof typeof ARRIVED => Object.hasOwn(ARRIVED, status);

/** Written beside a message when it is sent, and brought back with all that becomes of it. */
export function writeCallbackData(deliveryId: string, attempt: number): string {
  return `${attempt}/${deliveryId}`;
}

/** @returns undefined for what we did not send, or does not matter. */
export function readCloudStatus({
  status,
  timestamp,
  errors,
  biz_opaque_callback_data: data,
}: CloudStatus): News | undefined {
  const [, attempt, deliveryId] = /^(\d{1,9})\/(.+)$/.exec(data ?? '') ?? [];
  if (deliveryId === undefined) return undefined;
  if (isArrived(status)) return { kind: 'arrived', deliveryId, how: ARRIVED[status], atMs: timestamp * 1000 };
  const [error] = errors ?? [];
  if (status !== 'failed' || !error) return undefined;
  return { kind: 'refused', deliveryId, attempt: Number(attempt), facts: factsOfCode(error.code) };
}

/** @returns undefined when nobody has moved. */
export function readCloudMove({ from: phone, from_user_id: userId, system }: CloudMessage): News | undefined {
  const to = system && cloudAddress({ phone: system.wa_id, userId: system.user_id });
  if (!to || !/^(user_changed_(number|user_id)|customer_changed_number)$/.test(system.type)) return undefined;
  const before = [system.previous_user_id, userId, phone].flatMap(id => cloudAddress({ userId: id }) ?? []);
  const from = before.filter(({ id }) => id !== to.id);
  return from.length === 0 ? undefined : { kind: 'moved', from, to };
}
