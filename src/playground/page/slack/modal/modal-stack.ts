import type { View } from '../../../slack/wire.ts';
import type { Client } from '../client.ts';
import { createDialog } from '../dialog.ts';
import { createModal, type Modal } from './modal.ts';

/** The modals before a person: the one in front is shown, and those below keep what was typed. */
export function createModalStack(client: Client, host: HTMLElement): { render(views: View[]): void } {
  const titleId = `${client.idPrefix}-modal-title`;
  const dialog = createDialog(host, titleId, 'sl-modal', () => void close(false));
  const modals = new Map<string, Modal>();
  let frontId: string | undefined;

  async function close(all: boolean): Promise<void> {
    await client.calls.do('close', { all });
  }

  return {
    render(views) {
      const open = Object.values(client.store.view.screens).flatMap(screen => screen.modals.map(({ id }) => id));
      for (const id of modals.keys()) if (!open.includes(id)) modals.delete(id);
      const front = views.at(-1);
      if (front === undefined) {
        dialog.close();
        frontId = undefined;
        return;
      }
      const modal = modals.get(front.id) ?? createModal(client, titleId, close);
      modals.set(front.id, modal);
      modal.show(front, views.length);
      if (frontId === front.id) {
        // What had the focus may have gone with the view that was changed.
        if (document.activeElement === document.body) dialog.open(modal.first());
        return;
      }
      frontId = front.id;
      dialog.element.replaceChildren(modal.element);
      dialog.open(modal.first());
    },
  };
}
