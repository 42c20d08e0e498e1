import '../start-desk.ts';
import '../../styles/sign-in.css';
import { begin, show } from '../../live/start.ts';
import Setup from './Setup.svelte';
import SignIn from './SignIn.svelte';

const setting = begin();
if (location.pathname === '/setup') {
  const token = location.hash.slice(1) || setting.address.get('token');
  // A token is a key: it does not stay in the address bar or the history.
  history.replaceState(null, '', location.pathname);
  show(Setup, { setting, token });
} else show(SignIn, { setting });
