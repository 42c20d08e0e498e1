import '../start-desk.ts';
import '../../styles/home.css';
import { begin, openWall, show } from '../../live/start.ts';
import Home from './Home.svelte';

const setting = begin();
show(Home, { setting, wall: openWall(setting, { kind: 'floor' }).wall });
