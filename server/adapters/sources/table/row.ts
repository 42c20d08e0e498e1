/** Why a row does not fit: which column, value or field, and the rule it breaks. Never what stood there. */
export type Misfit = { readonly column: string; readonly rule: string };

/** One row of a file: its cells by the names of their columns, or why it could not be read. */
export type Row = {
  /** Its line in the file, or its number where lines mean nothing. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
  readonly misfit?: Misfit;
};

/** Begins the names of cells that repeat those of the row before, of the same case. */
export const PREVIOUS = 'previous:';

/** What the row itself says: the row before may be another one in another file. */
export const ownCells = ({ cells }: Row): readonly (readonly [name: string, cell: string])[] =>
  [...cells].filter(([name]) => !name.startsWith(PREVIOUS));

export type RowReader = {
  /**
   * The rows of a file in pieces, read as fast as they are taken. Rejects when the file cannot be read or is of another
   * kind than it should be. `progress` is told how many bytes have been read.
   */
  rowsOf(file: string, progress: (bytes: number) => void): AsyncGenerator<readonly Row[]>;
};

/** Ends the work on one row; caught where rows are made into events. */
export class DoesNotFit extends Error {
  readonly misfit: Misfit;
  constructor(column: string, rule: string) {
    super(`${column} ${rule}`);
    this.misfit = { column, rule };
  }
}
