import { z } from 'zod';
import { download, NO_ANSWER, retryAfterOf, TOO_LARGE } from '../download.ts';
import { SendError } from '../send-error.ts';
import { codeOf, toSendErrorBefore } from './slack-error.ts';
import type { SlackTransfer } from './slack-transfer.ts';

/** What `media/scan-file.ts` takes: nothing larger could travel both ways. */
const DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024;
/** Where Slack keeps files (https://docs.slack.dev/reference/objects/file-object): the token goes nowhere else. */
const SLACK_HOST = /(?:^|\.)(?:slack\.com|slack-gov\.com|slack-edge\.com|slack-files\.com)$/;
const GONE = new Set(['file_not_found', 'file_deleted', 'file_not_visible', 'access_denied']);

const info = z.object({ size: z.number().optional(), url_private: z.url().optional() });

/**
 * Fetches a file from Slack: at most 20 MB, which is counted while it comes, whatever was announced.
 *
 * @throws SendError. Not retryable: `too large`, or Slack has no such file for us.
 */
export async function fetchSlackFile(transfer: SlackTransfer, fileId: string): Promise<Uint8Array> {
  const { size = 0, url_private: address } = await findFile(transfer, fileId);
  if (size > DOWNLOAD_BYTES_MAX) throw new SendError(TOO_LARGE);
  if (address === undefined || !isOfSlack(address, transfer.apiUrl)) {
    throw new SendError({ code: 'no file', retryable: false });
  }
  return download({
    address,
    headers: { authorization: `Bearer ${transfer.botToken}` },
    bytesMax: DOWNLOAD_BYTES_MAX,
    pieceTimeoutSeconds: transfer.requestTimeoutSeconds,
    refusalOf,
  });
}

async function findFile({ client }: SlackTransfer, fileId: string): Promise<z.infer<typeof info>> {
  const { file } = await client.files.info({ file: fileId }).catch((error: unknown) => {
    if (GONE.has(codeOf(error))) throw new SendError({ code: 'no file', retryable: false });
    const sendError = toSendErrorBefore(error);
    throw sendError.code === 'no answer' ? new SendError(NO_ANSWER) : sendError;
  });
  const { success, data } = info.safeParse(file);
  return success ? data : {};
}

function isOfSlack(address: string, apiUrl: string): boolean {
  const { protocol, hostname, host } = new URL(address);
  return host === new URL(apiUrl).host || (protocol === 'https:' && SLACK_HOST.test(hostname));
}

/** Whoever has no right to a file is sent away to sign in. */
function refusalOf(response: Response): SendError {
  const { status } = response;
  return new SendError({ code: String(status), retryable: status >= 500 || status === 429, ...retryAfterOf(response) });
}
