import type { z } from 'zod';
import { type Judge, text, url } from './fields.ts';

export interface LanguageModelConfig {
  baseUrl: string;
  /** It hears which card is meant. */
  model: string;
  /** It translates what staff write; the same one, unless another is named. */
  translationModel: string;
  apiKey: string | undefined;
}

export const languageModelEnvironment = {
  LLM_BASE_URL: url,
  LLM_MODEL: text,
  LLM_TRANSLATION_MODEL: text,
  LLM_API_KEY: text,
};
type Environment = z.infer<z.ZodObject<typeof languageModelEnvironment>>;

export function checkLanguageModel(set: Environment, { need }: Judge): void {
  if (set.LLM_BASE_URL) need(set.LLM_MODEL, 'LLM_MODEL', 'with LLM_BASE_URL: the name of the model to ask');
  if (set.LLM_TRANSLATION_MODEL)
    need(
      set.LLM_MODEL,
      'LLM_MODEL',
      'with LLM_TRANSLATION_MODEL: the name of the model that hears which card is meant',
    );
  if (set.LLM_MODEL)
    need(set.LLM_BASE_URL, 'LLM_BASE_URL', 'with LLM_MODEL: an OpenAI-compatible address that ends in /v1');
}

export function languageModelOf(set: Environment): LanguageModelConfig | undefined {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_TRANSLATION_MODEL: translationModel = model } = set;
  if (!baseUrl || !model || !translationModel) return undefined;
  return { baseUrl, model, translationModel, apiKey: set.LLM_API_KEY };
}
