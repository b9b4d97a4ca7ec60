/** A file that was sent, as `sendFile` names it: Slack may tell later, or never, in which message it stands. */
export interface SentFile {
  fileId: string;
  /** The time of its message. */
  ts?: string | undefined;
}

export function writeFileName({ fileId, ts = '' }: SentFile): string {
  return [fileId, ts].join(' ').trimEnd();
}

/** @returns undefined for what is no file. */
export function readFileName(id: string): SentFile | undefined {
  const [fileId = '', ts] = id.split(' ');
  return fileId.startsWith('F') ? { fileId, ts } : undefined;
}
