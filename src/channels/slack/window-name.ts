/** What has to be known of a window to fill it, in whichever process that happens. */
export interface WindowName {
  viewId: string;
  /** The room that it was opened in, when it was one. */
  roomId?: string | undefined;
  /** By which it is found from when it waits again, after a form that leads on. */
  externalId?: string | undefined;
}

/** As `Inbound.windowId` carries it. Slack's own ids hold no space. */
export function writeWindowName({ viewId, roomId = '', externalId = '' }: WindowName): string {
  return [viewId, roomId, externalId].join(' ').trimEnd();
}

/** True for a window, and not for a message or a file. */
export function isWindowName(id: string): boolean {
  return id.startsWith('V');
}

export function readWindowName(windowId: string): WindowName {
  const [viewId = '', roomId, externalId] = windowId.split(' ');
  return { viewId, ...(roomId && { roomId }), ...(externalId && { externalId }) };
}
