import type { Transaction } from '../../database/transaction.ts';
import type { ContentText } from './action-content.ts';

/** Puts an action's words in the place of those that it had. */
export async function putTexts(transaction: Transaction, actionId: string, texts: ContentText[]): Promise<void> {
  await transaction.actionText.deleteMany({ where: { actionId } });
  await transaction.actionText.createMany({ data: texts.map(text => ({ ...text, actionId })) });
}
