import type { FileContent } from '../../messages/file.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { RegistrationFile } from './action-file.ts';
import { isListed } from './attendance.ts';
import { checkInCode } from './check-in-code.ts';
import { languageName } from './people-part.ts';

/** So begins a cell that a spreadsheet would compute (https://owasp.org/www-community/attacks/CSV_Injection). */
const COMPUTED = /^[=+\-@\t\r]/;
/** By it Excel knows that the letters are UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Who comes, as a spreadsheet (RFC 4180), with what an organiser may see: what staff call somebody, never their address; the code that
 * they show, language, guests, needs, and whether they came.
 */
export function attendanceList(registrations: RegistrationFile[], say: DeskWords['say']): FileContent {
  const columns = ['handle', 'code', 'status', 'came', 'guests', 'language', 'interpreter', 'needs'];
  const rows = registrations.filter(isListed).map(registration => {
    const { id, handle, status, checkedInAt, guests, spoken, language, needs } = registration;
    return [
      handle ?? '',
      checkInCode(id),
      say(`actions.status.${status}`),
      checkedInAt ? say('actions.list.yes') : '',
      String(guests),
      languageName(spoken),
      needs.includes('interpreter') ? languageName(language ?? spoken) : '',
      needs.map(need => say(`actions.need.${need}`)).join(', '),
    ];
  });
  const lines = [columns.map(column => say(`actions.list.column.${column}`)), ...rows];
  const text = lines.map(line => line.map(cell).join(',')).join('\r\n');
  const bytes = Buffer.from(`${BYTE_ORDER_MARK}${text}\r\n`);
  return { kind: 'document', mimeType: 'text/csv', extension: 'csv', bytes: new Uint8Array(bytes) };
}

/** A cell as a spreadsheet shows it, and never computes it. */
export function cell(text: string): string {
  const safe = COMPUTED.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
