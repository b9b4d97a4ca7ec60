/** The parts of the United Kingdom whose rules differ. */
export type Nation = 'England' | 'Scotland' | 'Wales' | 'Northern Ireland';

/** Who is speaking, as far as the bot knows them: our own id, never a platform's. */
export interface Sender {
  personId: string;
  conversationId: string;
  /** BCP 47; undefined before they chose one or wrote in one. */
  language?: string;
  /** True once they picked the language themselves. */
  languageChosen: boolean;
  nation?: Nation;
  outcode?: string;
  /** Where the town they named is: the GSS code of its council. */
  council?: string;
  /** Their reminders tell nothing to whoever looks over their shoulder. */
  isDiscreet?: boolean;
  /** False for somebody who never had a case, which most messages are from: their cases need not be looked for. */
  hasCases?: boolean;
  /** False for somebody whom no organiser is introduced to at the moment: as most are. */
  isIntroduced?: boolean;
}
