export {
  type ImportContext,
  type ImportOutcome,
  type ImportSummary,
  importFiles,
  type Progress,
} from './import-files.ts';
export { type AsteriskTailSettings, createAsteriskTail } from './tail.ts';

/** What events of a queue_log name as their source unless told otherwise; an import and a tail must agree on it. */
export const defaultSource = 'asterisk/queue-log';
