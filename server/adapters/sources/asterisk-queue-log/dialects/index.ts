import { asterisk } from './asterisk.ts';
import { dialplan } from './dialplan.ts';
import { pbxware } from './pbxware.ts';
import type { Row } from './row.ts';
import { vicidial } from './vicidial.ts';
import { wazo } from './wazo.ts';

/** THE list. No two dialects give one event different meanings, so that all are understood at once. */
const dialects = [dialplan, pbxware, vicidial, wazo, asterisk];

const rows: ReadonlyMap<string, Row> = new Map(dialects.flatMap((dialect) => Object.entries(dialect)));

export const rowOf = (event: string): Row | undefined => rows.get(event);
