import '../../styles/tokens.css';
import '../../styles/fonts.css';
import '../../styles/base.css';
import '../../styles/floor.css';
import '../../styles/tile.css';
import '../../styles/tile-light.css';
import '../../styles/floor-rows.css';
import { begin, openWall, show } from '../../live/start.ts';
import Floor from './Floor.svelte';

const setting = begin();
const { wall } = openWall(setting, { kind: 'floor' });
show(Floor, { setting, wall });
