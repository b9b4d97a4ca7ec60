/** Thrown with every fault of the settings, a line each, and its remedy. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}
