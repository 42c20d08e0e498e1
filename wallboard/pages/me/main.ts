import '../start-desk.ts';
import '../../styles/me.css';
import { begin, openWall, show } from '../../live/start.ts';
import Me from './Me.svelte';
import Pick from './Pick.svelte';
import { rememberedAgent } from './remembered.ts';

const setting = begin();
const agent = setting.address.get('agent') ?? rememberedAgent();
if (agent === null) show(Pick, { setting });
else show(Me, { setting, wall: openWall(setting, { kind: 'me', agent }).wall, agent });
