import { caseSettings } from './case-settings.ts';
import { createSettingsStore } from './settings-store.ts';

/** What leads have set for casework. */
export const caseSettingsStore = createSettingsStore('cases', caseSettings);
