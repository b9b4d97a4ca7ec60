/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } }] },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // A browser for each of its tests is three minutes, which is more than everybody has.
  testPathIgnorePatterns: process.env.FAULTS === 'full' ? ['/node_modules/'] : ['/node_modules/', '/contracts/whatsapp-web.test.ts'],
  testTimeout: 120_000,
  maxWorkers: 2,
};
