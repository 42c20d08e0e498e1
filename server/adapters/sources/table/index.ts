export { checkRows } from './check-rows.ts';
export {
  importRows,
  type RowImportOutcome,
  type RowImportSettings,
  type RowImportSummary,
} from './import-rows.ts';
export type { Mapping } from './mapping.ts';
export { loadMapping, readMapping, shippedMappings } from './read-mapping.ts';
export { createTableReader } from './read-table.ts';
