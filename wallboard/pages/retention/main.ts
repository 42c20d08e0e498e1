import '../start-desk.ts';
import '../../styles/retention.css';
import { customersFrom } from '../../live/api.ts';
import { begin, openWall, show } from '../../live/start.ts';
import Retention from './Retention.svelte';
import { Worklist } from './worklist.svelte.ts';

const setting = begin();
const { wall } = openWall(setting, { kind: 'retention' });
const list = new Worklist(wall, (cursor) => customersFrom(cursor, setting.site));
void list.fetchMore();
show(Retention, { setting, wall, list });
